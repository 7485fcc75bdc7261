using System.Diagnostics;

namespace ActorProxy.Testing.Network;

/// <summary>Runs iproute2's <c>ip</c>.</summary>
internal static class IpCommand
{
    /// <summary>Runs it and waits for its end.</summary>
    /// <exception cref="InvalidOperationException">It is missing, or failed: network namespaces need root.</exception>
    public static void Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'ip {string.Join(' ', arguments)}' failed (tests with faulty networks need root and /dev/net/tun): {error.Trim()}");
    }
}
