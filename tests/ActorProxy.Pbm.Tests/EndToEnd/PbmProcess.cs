using System.Diagnostics;
using ActorProxy.Testing.Processes;

namespace ActorProxy.Pbm.Tests.EndToEnd;

/// <summary>The built client as a process of its own.</summary>
internal sealed class PbmProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private PbmProcess(Process process)
    {
        _process = process;
        Output = process.StandardOutput;
    }

    public StreamReader Output { get; }

    public int Id => _process.Id;

    public static async Task<PbmResult> RunAsync(string? host, string[] arguments, string stdin = "")
    {
        using var pbm = Start(host, arguments);
        await pbm._process.StandardInput.WriteAsync(stdin);
        return await pbm.EndAsync();
    }

    public static PbmProcess Start(string? host, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(ExitCode).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        start.Environment["PBM_HOST"] = host ?? "";

        // The way to a node never leads through a proxy; a wrong one here would show if it did.
        start.Environment["http_proxy"] = "http://127.0.0.1:9";
        Signals.HeedInterrupts();
        return new PbmProcess(Process.Start(start)!);
    }

    public async Task<PbmResult> EndAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Deadline);
        var output = Output.ReadToEndAsync(limit.Token);
        var errors = _process.StandardError.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return new PbmResult(_process.ExitCode, await output, await errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();

        _process.Dispose();
    }
}

internal sealed record PbmResult(int Code, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
