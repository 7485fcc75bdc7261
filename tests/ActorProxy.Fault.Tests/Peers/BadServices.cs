using System.Security.Cryptography.X509Certificates;
using ActorProxy.Testing.Http;

namespace ActorProxy.Fault.Tests.Peers;

/// <summary>A server for each way to misbehave.</summary>
internal sealed class BadServices : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly string Filling = new('x', 16_000);

    // Where nothing of a reply has gone out yet, its head does not either.
    private static readonly string[] Cut = ["200 cut", "none cut"];

    private readonly X509Certificate2 _expired = Misbehaviour.Certificate("expired", Now.AddDays(-1));
    private readonly X509Certificate2 _stranger = Misbehaviour.Certificate("stranger", Now.AddDays(1));
    private readonly X509Certificate2 _misnamed = Misbehaviour.Certificate("another.name", Now.AddDays(1));
    private readonly Dictionary<string, RecordingServer> _servers = [];

    /// <summary>Starts them all.</summary>
    public BadServices()
    {
        All = [.. Plain(), .. Secure()];
        foreach (var bad in All)
        {
            if (bad.Behaviour is not { } behaviour)
                continue;
            var server = RecordingServer.Start(bad.Name);
            server.Misbehave(behaviour);
            _servers.Add(bad.Name, server);
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<BadService> All { get; }

    /// <summary>Endpoints by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Endpoints => _servers.Select(server => new KeyValuePair<string, string>(server.Key, server.Value.Endpoint));

    /// <summary>The authorities that nodes trust, PEM.</summary>
    public string Authorities => _expired.ExportCertificatePem() + "\n" + _misnamed.ExportCertificatePem();

    /// <summary>The server of one; null for one that nobody knows.</summary>
    public RecordingServer? Find(BadService bad) => _servers.GetValueOrDefault(bad.Name);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
            await server.DisposeAsync();
        foreach (var certificate in (X509Certificate2[])[_expired, _stranger, _misnamed])
            certificate.Dispose();
    }

    private static IEnumerable<BadService> Plain() =>
    [
        new("hung", Misbehaviour.Hang, ["timed_out"], ["504 whole"]),
        new("drips-head", Misbehaviour.Drip("HTTP/1.1 200 OK\r\n"), ["timed_out"], ["504 whole"]),
        new("drips-body", Misbehaviour.DripBody("12345"), ["timed_out"], ["200 whole"]),
        Huge("endless", Misbehaviour.SayForEver("HTTP/1.1 200 OK\r\n\r\n", Filling)),
        Huge("endless-chunks", Misbehaviour.SayForEver("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", $"3e80\r\n{Filling}\r\n")),
        Huge("gigantic", Misbehaviour.SayForEver("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n", Filling)),
        new("resets", Misbehaviour.SayAndReset(""), ["reset"], ["503 whole"]),
        new("resets-in-body", Misbehaviour.SayAndReset("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart"), ["reset"], [.. Cut]),
        new("cut-short", Misbehaviour.Say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart"), ["reset"], [.. Cut]),
        new("bad-chunk", Misbehaviour.Say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\nno chunk\r\n"), ["reset"], [.. Cut, "503 whole"]),
        new("not-http", Misbehaviour.Say("SSH-2.0-OpenSSH_9.0\r\n\r\n"), ["reset"], ["502 whole"]),
        new("closes", Misbehaviour.Say(""), ["reset"], ["503 whole"]),
        // A copy is never sent again; a request that only reads is.
        new("closes-over-the-second", Misbehaviour.AnswerOnce, ["answered", "reset"], ["200 whole"]) { Keeps = true },
        new("closes-unannounced", Misbehaviour.Say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), ["answered", "reset"], ["200 whole"]) { Keeps = true },
        new("endless-informational", Misbehaviour.SayForEver("", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"), ["reset"], ["502 whole"]),
        new("long-head", Misbehaviour.Say($"HTTP/1.1 200 OK\r\nX-Long: {new string('x', 200_000)}\r\nContent-Length: 0\r\n\r\n"), ["reset"], ["502 whole"]),
        new("endless-head", Misbehaviour.SayForEver("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n"), ["reset"], ["502 whole"]),
        new("two-lengths", Misbehaviour.Say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 30\r\n\r\nok"), ["reset"], ["502 whole"]) { Keeps = true },
        new("answers-unread", Misbehaviour.AnswerUnread, ["answered"], ["413 whole"]),
        new("unknown", null, ["connect_failed"], ["503 whole"]),
    ];

    private IEnumerable<BadService> Secure() =>
    [
        new("expired", Misbehaviour.Secure(_expired), ["connect_failed"], ["503 whole"]) { IsSecure = true },
        new("stranger", Misbehaviour.Secure(_stranger), ["connect_failed"], ["503 whole"]) { IsSecure = true },
        // As Ambassador: verified by authority, not by name.
        new("misnamed", Misbehaviour.Secure(_misnamed), ["answered"], ["200 whole"]) { IsSecure = true, Keeps = true },
        new("in-the-clear", Misbehaviour.SayToAnything("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"), ["connect_failed"], ["503 whole"]) { IsSecure = true },
        new("silent-tls", Misbehaviour.Hang, ["connect_failed"], ["504 whole"]) { IsSecure = true },
    ];

    // Of a shadow's reply, 16 MiB are read.
    private static BadService Huge(string name, Func<Stream, Task> behaviour) => new(name, behaviour, ["answered"], ["200 endless"]) { IsHuge = true };
}
