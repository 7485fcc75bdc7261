using System.Runtime.InteropServices;

namespace ActorProxy.Testing.Processes;

/// <summary>Unix signals to processes that a test has started.</summary>
internal static class Signals
{
    /// <summary>What Ctrl-C sends.</summary>
    public const int Interrupt = 2;

    /// <summary>Ends at once, without a word.</summary>
    public const int Kill = 9;

    /// <summary>Asks to end in order.</summary>
    public const int Terminate = 15;

    /// <summary>Goes on after <see cref="Stop"/>.</summary>
    public const int Continue = 18;

    /// <summary>Stands still.</summary>
    public const int Stop = 19;

    /// <summary>
    /// Lets processes started from now on heed Ctrl-C. They inherit that it is ignored from a test run that a shell has put into the background.
    /// </summary>
    public static void HeedInterrupts()
    {
        const nint standard = 0;
        const nint ignored = 1;
        var before = SetHandler(Interrupt, standard);
        if (before != ignored)
            _ = SetHandler(Interrupt, before);
    }

    /// <summary>Sends a signal.</summary>
    public static void Send(int process, int signal)
    {
        if (SendSignal(process, signal) != 0)
            throw new InvalidOperationException($"signal {signal} to process {process}: error {Marshal.GetLastPInvokeError()}");
    }

    [DllImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint SetHandler(int signal, nint handler);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
