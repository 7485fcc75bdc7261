namespace ActorProxy.Bench.Compare.Machine;

/// <summary>How often the threads of a process were woken: each wait that a thread begins of its own accord ends in a wake-up.</summary>
internal static class ContextSwitches
{
    private const string Voluntary = "voluntary_ctxt_switches:";

    /// <summary>Voluntary context switches so far of all threads that the process has now.</summary>
    public static long Of(int pid) => Directory.EnumerateDirectories($"/proc/{pid}/task").Sum(OfThread);

    private static long OfThread(string folder)
    {
        try
        {
            var line = File.ReadLines($"{folder}/status").First(l => l.StartsWith(Voluntary, StringComparison.Ordinal));
            return long.Parse(line[Voluntary.Length..], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // A thread that has just ended.
            return 0;
        }
    }
}
