using System.Globalization;

namespace ActorProxy.Testing.Processes;

/// <summary>Reads the system's processes from <c>/proc</c>.</summary>
internal static class ProcessTable
{
    /// <summary>The living processes that a process has started.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Stat(id) is { State: not 'Z' } stat && stat.Parent == parent),
    ];

    /// <summary>Whether a process lives. One that is dead but was not yet waited for does not.</summary>
    public static bool IsAlive(int process) => Stat(process) is { State: not 'Z' };

    /// <summary>Its command line, separated by spaces; empty when it has ended.</summary>
    public static string CommandLine(int process) => Read($"/proc/{process}/cmdline").Replace('\0', ' ');

    private static (char State, int Parent)? Stat(int process)
    {
        // PID (NAME) STATE PPID ...; the name may hold anything.
        var stat = Read($"/proc/{process}/stat");
        var end = stat.LastIndexOf(')');
        if (end < 0)
            return null;
        var fields = stat[(end + 2)..].Split(' ');
        return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return string.Empty; // it has ended
        }
    }
}
