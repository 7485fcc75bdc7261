using System.Diagnostics;
using ActorProxy.Testing.Processes;

namespace ActorProxy.Fault.Tests.Processes;

/// <summary>
/// The build before this one: of the commit that <c>ACTORPROXY_PREVIOUS</c> names, else of the newest tag, else of the previous commit.
/// </summary>
internal sealed class PreviousBuild : IDisposable
{
    private static readonly string Repository = Path.GetFullPath(Path.Combine(BuiltPrograms.Node, "../../../../../.."));

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"actorproxy-previous-{Environment.ProcessId}");

    /// <summary>The commit; null when there is none here.</summary>
    public static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("ACTORPROXY_PREVIOUS");
        string?[] candidates = [named, named is null ? Git("describe", "--tags", "--abbrev=0", "HEAD~1") : null, named is null ? "HEAD~1" : null];
        return candidates.Where(c => !string.IsNullOrEmpty(c)).Select(c => Git("rev-parse", "--verify", "--quiet", $"{c}^{{commit}}")).FirstOrDefault(c => c is not null);
    }

    /// <summary>Builds it.</summary>
    /// <returns>The node's program.</returns>
    public string Build(Action<string> tell)
    {
        var commit = Find() ?? throw new InvalidOperationException("there is no previous commit");
        tell($"building {commit}");
        if (Git("worktree", "add", "--detach", _folder, commit) is null) throw new InvalidOperationException($"{commit} cannot be checked out into {_folder}");
        var node = Path.Combine(_folder, "src", "ActorProxy.Node");
        var (code, text) = Run("dotnet", "build", node, "-c", "Release", "-v", "quiet");
        if (code != 0) throw new InvalidOperationException($"{commit} cannot be built:\n{text}");
        return Directory.GetFiles(Path.Combine(node, "bin", "Release"), "actorproxy.dll", SearchOption.AllDirectories).First();
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Git("worktree", "remove", "--force", _folder);
    }

    private static string? Git(params string[] arguments)
    {
        try
        {
            var (code, text) = Run("git", ["-C", Repository, .. arguments]);
            return code == 0 ? text.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // there is no git
        }
    }

    private static (int Code, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + errors.Result);
    }
}
