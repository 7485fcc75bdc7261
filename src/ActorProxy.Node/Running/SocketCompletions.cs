namespace ActorProxy.Node.Running;

/// <summary>
/// Where the code goes on that waits for a socket. .NET hands it to a thread of its pool; it can also go on at once on the thread that has learnt of the
/// socket's event, which saves a dispatcher a tenth to a half of what it does for a copy (the more the busier the machine), and is right only where
/// nothing that waits for a socket blocks.
/// </summary>
internal static class SocketCompletions
{
    /// <summary>.NET's own switch, read once, before the process's first asynchronous operation on a socket. What an operator has set stays.</summary>
    public const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Chooses for a node. An edge keeps the pool, also when it is a dispatcher too: no copy shall ever hold up a socket of production.</summary>
    /// <param name="isEdge">Whether the node has the role edge.</param>
    public static void Choose(bool isEdge)
    {
        if (!isEdge && Environment.GetEnvironmentVariable(Variable) is null) Environment.SetEnvironmentVariable(Variable, "1");
    }
}
