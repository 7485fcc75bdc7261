using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorProxy.Node.Demo;
using ActorProxy.Node.Demo.Processes;
using ActorProxy.Node.Demo.Samples;

namespace ActorProxy.Node.Tests.Demo;

/// <summary>With real processes: this program's own sample service.</summary>
public sealed class ChildProcessesTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly string _directory = Directory.CreateTempSubdirectory("actorproxy-demo-tests-").FullName;

    [Fact]
    public async Task StopAsync_RunningProcess_EndsItInOrder()
    {
        await using var children = new ChildProcesses();
        var child = Start(FreePort());
        children.Add(child);

        Assert.Empty(await children.StopAsync(Deadline));

        Assert.True(child.Exited.IsCompleted);
        Assert.False(children.Died.IsCancellationRequested);
    }

    [Fact]
    public async Task Died_ProcessEndsByItself_TellsItsNameCodeAndLastWords()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var children = new ChildProcesses();
        children.Add(Start(((IPEndPoint)taken.LocalEndpoint).Port));

        var died = new TaskCompletionSource();
        using var registration = children.Died.Register(died.SetResult);
        await died.Task.WaitAsync(Deadline);

        var error = await Assert.ThrowsAsync<DemoException>(children.ThrowIfAnyDiedAsync);
        Assert.StartsWith("sample (process ", error.Message, StringComparison.Ordinal);
        Assert.Contains("address already in use", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task ParentWatch_ParentIsGone_ProcessEnds()
    {
        await using var children = new ChildProcesses();
        var child = Start(FreePort());

        child.CloseInput();

        await child.Exited.WaitAsync(Deadline);
        await child.DisposeAsync();
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private ChildProcess Start(int port)
    {
        string[] arguments = [SampleServiceCommand.Name, "--role", "shadow", "--port", port.ToString(CultureInfo.InvariantCulture)];
        return ChildProcess.Start("sample", OwnExecutable.Start(arguments), _directory, Path.Combine(_directory, Path.GetRandomFileName()));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
