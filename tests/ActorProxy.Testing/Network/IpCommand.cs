using System.Diagnostics;

namespace ActorProxy.Testing.Network;

/// <summary>Runs iproute2's <c>ip</c>.</summary>
internal static class IpCommand
{
    /// <summary>Runs it and waits for its end.</summary>
    /// <exception cref="InvalidOperationException">It is missing, or failed: network namespaces need root.</exception>
    public static void Run(params string[] arguments)
    {
        if (TryRun(arguments) is { } error)
            throw new InvalidOperationException($"'ip {string.Join(' ', arguments)}' failed (tests with hosts of their own need root and /dev/net/tun): {error}");
    }

    /// <summary>Runs it and waits for its end.</summary>
    /// <returns>What went wrong, or null.</returns>
    public static string? TryRun(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error.Trim();
    }
}
