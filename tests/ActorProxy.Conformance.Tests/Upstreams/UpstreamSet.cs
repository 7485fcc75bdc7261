using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorProxy.Testing;

namespace ActorProxy.Conformance.Tests.Upstreams;

/// <summary>The services that all cases share. The README beside the cases lists them.</summary>
internal sealed class UpstreamSet : IAsyncDisposable
{
    private static readonly string[] Plain =
    [
        "production", "canary", "third", "shadow", "shadow-two", "shadow-three", "other-production", "other-shadow", "ported", "pool-1", "pool-2", "pool-3",
    ];

    private static readonly string[] Secured = ["secure", "secure-shadow", "secure-ported"];

    private readonly List<IAsyncDisposable> _upstreams = [];
    private readonly Dictionary<string, string> _endpoints = [];
    private readonly X509Certificate2 _certificate = SelfSigned();

    private StuckUpstream? _stuck;

    private UpstreamSet(Script script)
    {
        foreach (var name in Plain)
            Add(name, new RawUpstream(name, script));
        foreach (var name in Secured)
            Add(name, new RawUpstream(name, script, _certificate));
    }

    /// <summary>Starts them all.</summary>
    public static async Task<UpstreamSet> StartAsync(Script script)
    {
        var set = new UpstreamSet(script);
        foreach (var name in (string[])["grpc", "grpc-shadow"])
            set.Add(name, await Http2Upstream.StartAsync(name, script));
        set.Add("secure-grpc", await Http2Upstream.StartAsync("secure-grpc", script, set._certificate));
        set._stuck = await StuckUpstream.StartAsync();
        return set;
    }

    /// <summary>Writes the certificate of the secured upstreams, which is its own authority, as <c>secure.pem</c>, and another one as <c>stranger.pem</c>.</summary>
    public void WriteCertificates(string directory)
    {
        using var stranger = SelfSigned();
        File.WriteAllText(Path.Combine(directory, "secure.pem"), _certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(directory, "stranger.pem"), stranger.ExportCertificatePem());
    }

    /// <summary>The services file.</summary>
    /// <param name="ownListener">Where the node under test listens, for cases about services that are the proxy itself.</param>
    public string ServicesFile(string ownListener)
    {
        var text = new StringBuilder("services:\n");
        foreach (var name in _endpoints.Keys.Where(name => name is not ("other-production" or "other-shadow" or "ported" or "secure-ported")))
            Line(name, _endpoints[name]);
        Line("production.other", _endpoints["other-production"]);
        Line("shadow.other", _endpoints["other-shadow"]);
        Line("production:8081", _endpoints["ported"]);
        Line("secure:8443", _endpoints["secure-ported"]);
        Line("pool", _endpoints["pool-1"], _endpoints["pool-2"], _endpoints["pool-3"]);
        Line("half-dead", $"127.0.0.1:{FreePorts.Take()}", _endpoints["production"]);
        Line("dead", $"127.0.0.1:{FreePorts.Take()}");
        Line("stuck", _stuck!.Endpoint);
        Line("empty");
        Line("myself", ownListener);
        return text.ToString();

        void Line(string name, params string[] endpoints) =>
            text.Append("  \"").Append(name).Append("\": [").AppendJoin(", ", endpoints.Select(endpoint => $"\"{endpoint}\"")).Append("]\n");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var upstream in _upstreams)
            await upstream.DisposeAsync();
        if (_stuck is not null)
            await _stuck.DisposeAsync();
        _certificate.Dispose();
    }

    private void Add(string name, RawUpstream upstream)
    {
        _upstreams.Add(upstream);
        _endpoints.Add(name, upstream.Endpoint);
    }

    private void Add(string name, Http2Upstream upstream)
    {
        _upstreams.Add(upstream);
        _endpoints.Add(name, upstream.Endpoint);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=secure", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in (string[])[.. Secured, "secure-grpc"])
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
