using System.Diagnostics;

namespace ActorProxy.Diagnostics.Tests.Support;

/// <summary>Finds the browser: Debian's package, any other Chromium in the usual places, or what CHROMIUM names.</summary>
internal static class Chromium
{
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

    /// <summary>The browser's path. On a Debian machine without one, and with the right to do so, installs the package.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static async Task<string> FindAsync()
    {
        if (Find() is { } found)
            return found;

        if (Environment.UserName == "root" && File.Exists("/usr/bin/apt-get"))
        {
            await RunAsync("apt-get", "update");
            await RunAsync("apt-get", "install", "-y", "--no-install-recommends", "chromium");
        }

        return Find() ?? throw new InvalidOperationException(
            "These tests need Chromium: install it (Debian: apt-get install chromium), or name its executable in the environment variable CHROMIUM.");
    }

    private static string? Find() =>
        Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } })!;
        await process.WaitForExitAsync();
    }
}
