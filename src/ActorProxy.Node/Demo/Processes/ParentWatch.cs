using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ActorProxy.Node.Demo.Processes;

/// <summary>
/// Ends this process when the one that started it is gone, even if that was killed: the parent holds the other end of standard input, and
/// the operating system closes it for the dead. Only processes that are started with <see cref="EnvironmentVariable"/> do this.
/// </summary>
internal static class ParentWatch
{
    /// <summary>Set to <c>1</c> by a parent that holds this process's standard input.</summary>
    public const string EnvironmentVariable = "ACTORPROXY_PARENT_WATCH";

    /// <summary>Begins to watch, if this process was started that way. Call once, before anything else.</summary>
    public static void StartIfAsked()
    {
        if (Environment.GetEnvironmentVariable(EnvironmentVariable) != "1")
            return;

        if (!OperatingSystem.IsWindows())
            LeaveTerminalGroup();
        new Thread(EndWithParent) { IsBackground = true, Name = "parent-watch" }.Start();
    }

    // A Ctrl-C in the terminal goes to every process of the foreground group; it is the parent's to stop its children in order.
    // It fails only for a process that leads a session, which has no such terminal anyway.
    private static void LeaveTerminalGroup() => _ = SetProcessGroup(0, 0);

    private static void EndWithParent()
    {
        var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        while (input.Read(ignored) > 0)
        {
        }

        // Nobody is left to wait for an orderly end, so it need not be one.
        Process.GetCurrentProcess().Kill();
    }

    [DllImport("libc", EntryPoint = "setpgid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetProcessGroup(int process, int group);
}
