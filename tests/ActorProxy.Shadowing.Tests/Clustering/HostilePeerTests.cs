using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.Serialization;
using System.Security.Cryptography;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Tests.Support;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace ActorProxy.Shadowing.Tests.Clustering;

/// <summary>A peer that reached the remoting port and means harm. Whatever it sends, the node stays as it is.</summary>
[Collection(ClusterCollection.Name)]
public sealed class HostilePeerTests : IAsyncLifetime
{
    private readonly RawShadow _shadow = RawShadow.Answering("HTTP/1.1 204 No Content\r\n\r\n");
    private readonly RecordingLogger _log = new();
    private TestPlane _node = null!;
    private ActorSystem _before = null!;

    public async Task InitializeAsync()
    {
        _node = TestPlane.Create(_shadow.Port, TestPlane.Both, [], [Routes.Shadow()], loggers: _log.AsFactory());
        await _node.Plane.StartAsync(CancellationToken.None).InTime();
        await _node.ReadyAsync();
        _before = _node.Plane.Cluster.System!;
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _shadow.DisposeAsync();
    }

    [Fact]
    public async Task Bytes_thatAreNoFrames_andFramesThatAreTooLarge_endTheirConnectionOnly()
    {
        var random = new byte[4096];
        for (var seed = 0; seed < 20; seed++)
        {
            new Random(seed).NextBytes(random);
            await SendAsync(random);
        }

        foreach (var length in new[] { int.MaxValue, -1, 256_001, 100_000_000 })
        {
            var frame = new byte[4 + 1024];
            BinaryPrimitives.WriteInt32LittleEndian(frame, length);
            await SendAsync(frame);
        }

        await StaysAsItIsAsync();
    }

    [Fact]
    public async Task Json_thatNamesATypeToCreate_isRefused_andTheTypeIsNotCreated()
    {
        using var peer = new Peer("");
        peer.Tell(_node, "/user/runtime-control", new Gadget { Command = "rm" });
        peer.Tell(_node, "/system/sharding/shadow", new Gadget { Command = "rm" });

        await RefusedAsync("JSON with type names");
        Assert.False(Gadget.WasReceived);
        await StaysAsItIsAsync();
    }

    [Fact]
    public async Task A_failure_whoseExceptionIsOfATypeThatAPeerNames_isRefused_andTheTypeIsNotCreated()
    {
        using var peer = new Peer("");
        peer.Tell(_node, "/user/runtime-control", new Status.Failure(new GadgetException()));

        await RefusedAsync("of Akka.Remote; that is refused");
        Assert.False(GadgetException.WasReceived);
        await StaysAsItIsAsync();
    }

    [Fact]
    public async Task An_actor_thatAPeerWantsToStartHere_isNotStarted()
    {
        using var peer = new Peer("");
        var address = Address.Parse(_node.Plane.Cluster.Read().SelfAddress!);
        peer.System.ActorOf(Props.Create<Intruder>().WithDeploy(new Deploy(new RemoteScope(address))), "intruder");

        await RefusedAsync("an actor to create");
        Assert.False(Intruder.WasStarted);
        await StaysAsItIsAsync();
    }

    [Fact]
    public async Task Our_serializer_fedWithRubbish_changesNothing()
    {
        using var peer = new Peer($$"""
            akka.actor {
              serializers.rubbish = "{{typeof(RubbishSerializer).AssemblyQualifiedName}}"
              serialization-bindings { "{{typeof(Rubbish).AssemblyQualifiedName}}" = rubbish }
            }
            """);
        var control = _node.Plane.Control.Current;
        string[] manifests = ["B", "C", "M", "S", "A", "T", "D", "R", "Z", "", "System.Diagnostics.Process, System.Diagnostics.Process"];
        foreach (var path in new[] { "/user/runtime-control", "/user/metrics-relay", "/user/settlements", "/system/sharding/shadow" })
        {
            foreach (var manifest in manifests)
            {
                foreach (var length in new[] { 0, 1, 37, 5000 })
                    peer.Tell(_node, path, new Rubbish(manifest, RandomNumberGenerator.GetBytes(length)));
            }
        }

        await peer.WaitUntilHeardAsync(_node);
        Assert.Same(control, _node.Plane.Control.Current);
        await StaysAsItIsAsync();
    }

    private async Task RefusedAsync(string what) =>
        await Deadline.UntilAsync(() => _log.Lines.Any(l => l.Text.Contains(what, StringComparison.Ordinal)), $"{what} is refused");

    private async Task StaysAsItIsAsync()
    {
        var offered = _node.Metrics().Offered;
        _node.Offer(10);
        await _node.ClosedAsync(offered + 10);
        Assert.Equal(offered + 10, _node.Count(CopyOutcome.Answered));
        Assert.Same(_before, _node.Plane.Cluster.System);
        Assert.True(_node.Plane.Cluster.Read().IsReady);
        Assert.Single(_node.Plane.Cluster.Read().Members);
    }

    private async Task SendAsync(byte[] bytes)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", int.Parse(_node.Seed.Split(':')[1], CultureInfo.InvariantCulture));
        await using var stream = connection.GetStream();
        try
        {
            await stream.WriteAsync(bytes);
            connection.Client.Shutdown(SocketShutdown.Send);
            while (await stream.ReadAsync(new byte[1024]).AsTask().InTime() > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Reset: that is an end, too.
        }
    }

    /// <summary>An actor system as Akka makes it by itself: it serializes whatever it is given.</summary>
    private sealed class Peer : IDisposable
    {
        private const string Remoting = """
            akka {
              actor.provider = remote
              remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
              loglevel = OFF
              stdout-loglevel = OFF
            }
            """;

        public Peer(string hocon) =>
            System = ActorSystem.Create(ClusterSettings.SystemName, ConfigurationFactory.ParseString(hocon).WithFallback(ConfigurationFactory.ParseString(Remoting)));

        public ActorSystem System { get; }

        public void Tell(TestPlane node, string path, object message) =>
            System.ActorSelection(node.Plane.Cluster.Read().SelfAddress + path).Tell(message);

        /// <summary>What was sent before is dealt with once this is answered: messages between two systems keep their order.</summary>
        public async Task WaitUntilHeardAsync(TestPlane node) =>
            await System.ActorSelection(node.Plane.Cluster.Read().SelfAddress + "/user/runtime-control").ResolveOne(Deadline.Limit);

        public void Dispose() => System.Terminate().Wait(Deadline.Limit);
    }

    private sealed class Gadget
    {
        private string? _command;

        public static bool WasReceived { get; private set; }

        public string? Command
        {
            get => _command;
            set
            {
                // The test sets it once; a second time would be the receiver's doing.
                WasReceived = _command is null && value is not null && Environment.StackTrace.Contains("Newtonsoft", StringComparison.Ordinal);
                _command = value;
            }
        }
    }

    private sealed class GadgetException : Exception
    {
        public GadgetException()
            : base("boo")
        {
        }

        private GadgetException(SerializationInfo info, StreamingContext context) => WasReceived = true;

        public static bool WasReceived { get; private set; }
    }

    private sealed class Intruder : UntypedActor
    {
        public Intruder() => WasStarted = true;

        public static bool WasStarted { get; private set; }

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed record Rubbish(string Manifest, byte[] Bytes);

    private sealed class RubbishSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 9110;

        public override string Manifest(object o) => ((Rubbish)o).Manifest;

        public override byte[] ToBinary(object obj) => ((Rubbish)obj).Bytes;

        public override object FromBinary(byte[] bytes, string manifest) => throw new NotSupportedException();
    }
}
