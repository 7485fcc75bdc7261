namespace ActorProxy.Testing.Observability;

/// <summary>Programs of Debian that tests hold this one against.</summary>
internal static class DebianPrograms
{
    /// <summary>The Prometheus server.</summary>
    public static string Prometheus => Find("prometheus");

    /// <summary>Checks Prometheus' files.</summary>
    public static string Promtool => Find("promtool");

    private static string Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/bin").Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("These tests need Debian's package prometheus: apt-get install -y --no-install-recommends prometheus", program);
}
