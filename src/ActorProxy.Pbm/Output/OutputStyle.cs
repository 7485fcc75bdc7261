namespace ActorProxy.Pbm.Output;

/// <summary>What the output can show.</summary>
/// <param name="IsTerminal">Whether somebody looks at it on a terminal that understands the common escape sequences.</param>
/// <param name="HasColours">Whether it may have colours.</param>
internal sealed record OutputStyle(bool IsTerminal, bool HasColours)
{
    /// <summary>For pipes and files: text alone.</summary>
    public static OutputStyle Plain { get; } = new(false, false);

    /// <summary>The style of this process's output; colours go by https://no-color.org.</summary>
    public static OutputStyle OfConsole()
    {
        var isTerminal = !Console.IsOutputRedirected && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return new OutputStyle(isTerminal, isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
    }
}
