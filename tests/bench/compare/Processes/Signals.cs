using System.Runtime.InteropServices;

namespace ActorProxy.Bench.Compare.Processes;

/// <summary>Signals to single processes.</summary>
internal static partial class Signals
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    /// <summary>Sends SIGINT.</summary>
    public static void Interrupt(int pid) => _ = Kill(pid, SigInt);

    /// <summary>Sends SIGTERM.</summary>
    public static void Terminate(int pid) => _ = Kill(pid, SigTerm);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
