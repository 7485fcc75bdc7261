namespace ActorProxy.Pbm.Shell;

/// <summary>A terminal that understands the common escape sequences.</summary>
internal interface ITerminal
{
    /// <summary>Columns.</summary>
    int Width { get; }

    /// <summary>Waits for a key; Ctrl-C comes as a key too.</summary>
    ConsoleKeyInfo ReadKey();

    /// <summary>Writes as it is.</summary>
    void Write(string text);
}
