using System.Globalization;
using System.Reflection;
using ActorProxy.Admin;
using ActorProxy.Kubernetes;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Distress;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tls;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Node.Configuration;

/// <summary>Makes <see cref="NodeSettings"/> of layers of text, with an error that names the setting and its source where one is wrong.</summary>
internal sealed partial class NodeSettingsReader(IReadOnlyList<SettingLayer> layers)
{
    private static readonly string[] KnownRoles = [ClusterSettings.EdgeRole, ClusterSettings.ShadowRole];

    /// <summary>Reads them.</summary>
    /// <param name="hocon">What overrides the program's own HOCON.</param>
    /// <exception cref="SettingException">One is wrong.</exception>
    public NodeSettings Read(string hocon)
    {
        var (host, port) = HostAndPort(SettingNames.Remote, One(SettingNames.Remote) ?? "127.0.0.1:4053", lowestPort: 0);
        var roles = Many(SettingNames.Roles) is { Count: > 0 } given ? given : KnownRoles;
        foreach (var role in roles)
        {
            if (!KnownRoles.Contains(role)) throw Wrong(SettingNames.Roles, $"'{role}' is not a role; the roles are edge and shadow.");
        }

        var seeds = Many(SettingNames.Seed);
        foreach (var seed in seeds) HostAndPort(SettingNames.Seed, seed, lowestPort: 1);
        return new NodeSettings
        {
            Mappings = Many(SettingNames.Mappings),
            Services = One(SettingNames.Services),
            Listen = Urls(SettingNames.Listen, Many(SettingNames.Listen) is { Count: > 0 } urls ? urls : ["http://127.0.0.1:8080"]),
            ListenCertificates = Certificates(SettingNames.ListenCertificate, SettingNames.ListenKey),
            Admin = ReadAdmin(),
            State = One(SettingNames.State),
            Namespace = One(SettingNames.Namespace) ?? "default",
            AmbassadorId = One(SettingNames.AmbassadorId) ?? "default",
            LogLevel = Level(),
            Kubernetes = Kubernetes(),
            Redaction = Redaction(),
            Telemetry = Telemetry(),
            Limits = new OfferLimits(
                Bytes(SettingNames.BufferBytes, new OfferLimits().ShadowBytes), Bytes(SettingNames.NodeBufferBytes, new OfferLimits().NodeBytes)),
            DrainDelay = TimeSpan.FromSeconds(Number(SettingNames.DrainDelay, 0, most: 600)),
            Distress = new DistressLimits
            {
                CpuPercent = Number(SettingNames.TripCpu, new DistressLimits().CpuPercent, most: 100),
                Lag = TimeSpan.FromMilliseconds(Number(SettingNames.TripLag, new DistressLimits().Lag.TotalMilliseconds, most: 60_000)),
                MemoryPercent = Number(SettingNames.TripMemory, new DistressLimits().MemoryPercent, most: 100),
            },
            Cluster = new ClusterSettings
            {
                Host = host,
                Port = port,
                Seeds = seeds,
                Roles = [.. roles.Distinct()],
                AppVersion = AppVersion(),
                Hocon = hocon,
                Tls = ReadRemotingTls(),
            },
        };
    }

    /// <summary>The version of this build.</summary>
    public static string AppVersion() =>
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private AdminOptions ReadAdmin() => new()
    {
        Url = Urls(SettingNames.Admin, [One(SettingNames.Admin) ?? AdminOptions.DefaultUrl])[0],
        Token = ReadToken(),
        Certificate = Certificates(SettingNames.AdminCertificate, SettingNames.AdminKey) switch
        {
            [] => null,
            [var one] => one,
            _ => throw Wrong(SettingNames.AdminCertificate, "takes one value, not several."),
        },
        ClientAuthorities = One(SettingNames.AdminClientCa),
    };

    private string? ReadToken()
    {
        var token = One(SettingNames.AdminToken);
        if (One(SettingNames.AdminTokenFile) is not { } path) return token;
        if (token is not null) throw Wrong(SettingNames.AdminTokenFile, $"{SettingNames.AdminToken} is given as well; only one of them can hold.");
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(SettingNames.AdminTokenFile, e.Message);
        }
    }

    private RemotingTls? ReadRemotingTls()
    {
        var authorities = One(SettingNames.RemoteCa);
        return (Certificates(SettingNames.RemoteCertificate, SettingNames.RemoteKey), authorities) switch
        {
            ([], null) => null,
            ([var one], not null) => new RemotingTls(one, authorities),
            ([], _) => throw Wrong(SettingNames.RemoteCa, $"needs {SettingNames.RemoteCertificate} as well: members prove to each other who they are."),
            (_, null) => throw Wrong(SettingNames.RemoteCertificate, $"needs {SettingNames.RemoteCa} as well: members prove to each other who they are."),
            _ => throw Wrong(SettingNames.RemoteCertificate, "takes one value, not several."),
        };
    }

    /// <summary>Certificates with their keys, which stand at the same places of two lists, unless all keys are in the certificates' files.</summary>
    private IReadOnlyList<CertificateFiles> Certificates(string certificateName, string keyName)
    {
        var (certificates, keys) = (Many(certificateName), Many(keyName));
        if (keys.Count > 0 && keys.Count != certificates.Count)
            throw Wrong(keyName, $"there are {keys.Count} for {certificates.Count} of {certificateName}; each certificate needs its own.");

        return [.. certificates.Select((file, i) => new CertificateFiles(file, keys.Count > 0 ? keys[i] : null))];
    }

    private IReadOnlyList<string> Many(string name) => Layer(name)?.Values[name] ?? [];

    private string? One(string name) => Many(name) switch
    {
        [] => null,
        [var value] => value,
        _ => throw Wrong(name, "takes one value, not several."),
    };

    private KubernetesSettings? Kubernetes()
    {
        if (!Flag(SettingNames.Kubernetes, otherwise: false)) return null;
        var options = new KubernetesOptions
        {
            Kubeconfig = One(SettingNames.Kubeconfig),
            Namespaces = Many(SettingNames.KubernetesNamespace),
            OwnNamespace = One(SettingNames.Namespace) ?? "default",
        };
        return new KubernetesSettings(options, Flag(SettingNames.KubernetesEndpoints, otherwise: true));
    }

    private bool Flag(string name, bool otherwise) => One(name) switch
    {
        null => otherwise,
        var text when bool.TryParse(text, out var flag) => flag,
        var text => throw Wrong(name, $"'{text}' is neither true nor false."),
    };

    private long Bytes(string name, long otherwise)
    {
        if (One(name) is not { } text) return otherwise;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0
            ? bytes
            : throw Wrong(name, $"'{text}' is not a number of bytes.");
    }

    private double Number(string name, double otherwise, double most)
    {
        if (One(name) is not { } text) return otherwise;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw Wrong(name, $"'{text}' is not a number from 0 (off) to {most:0}.");
    }

    private LogLevel Level()
    {
        if (One(SettingNames.LogLevel) is not { } text) return LogLevel.Information;
        return Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) && !char.IsDigit(text[0])
            ? level
            : throw Wrong(SettingNames.LogLevel, $"'{text}' is not a level; the levels are {string.Join(", ", Enum.GetNames<LogLevel>())}.");
    }

    private (string Host, int Port) HostAndPort(string name, string text, int lowestPort)
    {
        var colon = text.LastIndexOf(':');
        if (colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port >= lowestPort && port <= ushort.MaxValue)
        {
            return (text[..colon], port);
        }

        throw Wrong(name, $"'{text}' is not HOST:PORT.");
    }

    private IReadOnlyList<string> Urls(string name, IReadOnlyList<string> urls)
    {
        foreach (var url in urls)
        {
            if (!url.StartsWith("http://", StringComparison.Ordinal) && !url.StartsWith("https://", StringComparison.Ordinal))
                throw Wrong(name, $"'{url}' is not a URL such as http://127.0.0.1:8080.");
        }

        return urls;
    }

    private SettingLayer? Layer(string name) => layers.FirstOrDefault(l => l.Values.TryGetValue(name, out var values) && values.Count > 0);

    private SettingException Wrong(string name, string message) => new($"{Layer(name)?.Source ?? "default"}: {name}: {message}");
}
