namespace ActorProxy.Pbm.Shell;

/// <summary>The terminal that pbm runs in.</summary>
internal sealed class SystemTerminal : ITerminal
{
    private const int UsualWidth = 80;

    public int Width
    {
        get
        {
            try
            {
                return Console.WindowWidth > 0 ? Console.WindowWidth : UsualWidth;
            }
            catch (IOException)
            {
                return UsualWidth;
            }
        }
    }

    public ConsoleKeyInfo ReadKey()
    {
        // As a key only while a line is edited: during a command Ctrl-C must reach the process.
        Console.TreatControlCAsInput = true;
        try
        {
            return Console.ReadKey(intercept: true);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    public void Write(string text) => Console.Write(text);
}
