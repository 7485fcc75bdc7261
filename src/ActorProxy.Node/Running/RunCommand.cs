using System.CommandLine;
using ActorProxy.Node.Configuration;
using Akka.Configuration;

namespace ActorProxy.Node.Running;

/// <summary>The verb <c>run</c>: one node.</summary>
internal static class RunCommand
{
    /// <summary>Exit code when the node cannot start with these settings.</summary>
    private const int CannotStart = 1;

    private static readonly string[] Flags = [SettingNames.Kubernetes, SettingNames.KubernetesEndpoints];

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Option<string[]>[] settings =
        [
            Setting(SettingNames.Mappings, "PATH", "File or directory of Mapping YAML, repeatable; read again within 2 s when a file changes."),
            Setting(SettingNames.Services, "FILE", "Services file: services: {name or name:port: [host:port, ...]}. Others are resolved by DNS."),
            Setting(SettingNames.Listen, "URL", "Where the edge listens, repeatable. Default http://127.0.0.1:8080."),
            Setting(SettingNames.ListenCertificate, "FILE", "PEM or PFX certificate for https of the edge, repeatable (chosen by SNI); read again when it changes."),
            Setting(SettingNames.ListenKey, "FILE", "PEM private key, one for each --listen-certificate in the same order, unless the keys are in those files."),
            Setting(SettingNames.Admin, "URL", "Where the admin API listens. Default http://127.0.0.1:9110."),
            Setting(SettingNames.AdminTokenFile, "FILE", "File with the token that callers of the admin API must show (or ACTORPROXY_ADMIN_TOKEN)."),
            Setting(SettingNames.AdminCertificate, "FILE", "PEM or PFX certificate for https of the admin API."),
            Setting(SettingNames.AdminKey, "FILE", "Its PEM private key, unless it is in the same file."),
            Setting(SettingNames.AdminClientCa, "FILE", "PEM authorities of client certificates that the admin API lets in."),
            Setting(SettingNames.Remote, "HOST:PORT", "Cluster remoting; port 0 takes any. Default 127.0.0.1:4053."),
            Setting(SettingNames.RemoteCertificate, "FILE", "PEM or PFX certificate of this node for TLS between nodes; all nodes or none."),
            Setting(SettingNames.RemoteKey, "FILE", "Its PEM private key, unless it is in the same file."),
            Setting(SettingNames.RemoteCa, "FILE", "PEM authorities of nodes; only those with a certificate of one of them are talked to."),
            Setting(SettingNames.Seed, "HOST:PORT", "Seed node, repeatable, the same list on every node. None starts a cluster of its own."),
            Setting(SettingNames.Roles, "ROLES", "edge, shadow or both, comma-separated. Default both."),
            Setting(SettingNames.State, "DIR", "Directory for what must survive a restart of the whole cluster."),
            Setting(SettingNames.Namespace, "NAME", "Namespace of Mappings that name none. Default default."),
            Setting(SettingNames.AmbassadorId, "ID", "Takes the Mappings with this ambassador_id. Default default."),
            Setting(SettingNames.BufferBytes, "BYTES", "Memory for copies of one shadow Mapping at this edge. Default 16777216."),
            Setting(SettingNames.NodeBufferBytes, "BYTES", "Memory for all copies at this edge. Default 134217728."),
            Setting(SettingNames.DrainDelay, "SECONDS", "How long an edge that is stopped goes on accepting, not ready any more, for balancers to turn away. Default 0."),
            Setting(SettingNames.TripCpu, "PERCENT", "An edge that takes more of its processors suspends copying; 0 = never. Default 95."),
            Setting(SettingNames.TripLag, "MS", "An edge whose work waits longer for a thread suspends copying; 0 = never. Default 500."),
            Setting(SettingNames.TripMemory, "PERCENT", "An edge that holds more of its memory suspends copying; 0 = never. Default 90."),
            Flag(SettingNames.Kubernetes, "Read Mappings, ShadowPolicies and HTTPRoutes from the Kubernetes API too, and follow their changes."),
            Setting(SettingNames.KubernetesNamespace, "NAME", "A namespace to read there, repeatable. Default all."),
            Flag(SettingNames.KubernetesEndpoints, "Take endpoints of Services from their EndpointSlices. Default true; false leaves them to DNS."),
            Setting(SettingNames.Kubeconfig, "FILE", "Where the Kubernetes API is. Default the pod's service account, else ~/.kube/config."),
            Setting(SettingNames.LogLevel, "LEVEL", "Trace, Debug, Information, Warning, Error or None. Default Information."),
            Setting(SettingNames.Otlp, "URL", "Sends metrics and spans to an OpenTelemetry collector. Default OTEL_EXPORTER_OTLP_ENDPOINT, or nowhere."),
            Setting(SettingNames.Trace, "WHAT", "Spans: off, copies, observe (and production's requests), propagate (and production is told). Default copies."),
            Setting(SettingNames.AccessLog, "FILE", "A line of JSON for each request at the edge; - is standard output. Reopened on SIGHUP. Default none."),
            Setting(SettingNames.CopyLog, "FILE", "A line of JSON for each copy sent from here; - is standard output. Reopened on SIGHUP. Default none."),
            Setting(SettingNames.Redact, "NAMES", "Headers, besides those that carry credentials anyway, whose values are neither logged nor shown in samples of replies."),
            Setting(SettingNames.LogHeaders, "NAMES", "Headers whose values these lines have, or none. Default Host,User-Agent,X-Request-Id,traceparent."),
        ];
        var config = new Option<string>("--config")
        {
            HelpName = "FILE", Description = "JSON settings (section ActorProxy).", DefaultValueFactory = _ => "appsettings.json",
        };
        var hocon = new Option<string[]>("--hocon")
        {
            HelpName = "FILE", Description = "HOCON with Akka.NET settings and a section actorproxy, repeatable; later files win.",
        };

        var command = new Command("run", "Runs one node: an edge, a shadow node, or both.");
        foreach (var setting in settings) command.Add(setting);
        command.Add(config);
        command.Add(hocon);
        command.SetAction(async (parsed, _) =>
        {
            try
            {
                var flags = settings
                    .Select(o => (Name: o.Name[2..], Values: Split(o.Name[2..], parsed.GetValue(o) ?? [])))
                    .Select(s => Flags.Contains(s.Name) && s.Values.Length == 0 && parsed.GetResult($"--{s.Name}") is not null ? s with { Values = ["true"] } : s)
                    .Where(s => s.Values.Length > 0)
                    .ToDictionary(s => s.Name, s => (IReadOnlyList<string>)s.Values);
                var text = HoconText(parsed.GetValue(hocon) ?? []);
                var reader = new NodeSettingsReader(
                [
                    new SettingLayer("the command line", flags),
                    SettingLayers.FromEnvironment(Environment.GetEnvironmentVariables()),
                    SettingLayers.FromJson(parsed.GetValue(config)!),
                    SettingLayers.FromHocon(ConfigurationFactory.ParseString(text)),
                ]);
                using var signals = new StopSignals();
                return await NodeProcess.RunAsync(reader.Read(text), signals).ConfigureAwait(false);
            }
            catch (Exception e) when (e is SettingException or NodeStartException)
            {
                await Console.Error.WriteLineAsync($"actorproxy: {e.Message}").ConfigureAwait(false);
                return CannotStart;
            }
        });
        return command;
    }

    private static Option<string[]> Setting(string name, string value, string description) =>
        new($"--{name}") { HelpName = value, Description = description, AllowMultipleArgumentsPerToken = false };

    /// <summary>A setting that is true when it stands alone.</summary>
    private static Option<string[]> Flag(string name, string description) =>
        new($"--{name}") { HelpName = "true|false", Description = description, Arity = ArgumentArity.ZeroOrMore };

    private static string[] Split(string name, string[] values) =>
        name is SettingNames.Roles or SettingNames.LogHeaders or SettingNames.Redact
            ? [.. values.SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]
            : values;

    private static string HoconText(string[] flags)
    {
        var paths = flags.Length > 0 ? flags : Environment.GetEnvironmentVariable("ACTORPROXY_HOCON")?.Split(',') ?? [];
        try
        {
            return string.Join('\n', paths.Select(File.ReadAllText));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"hocon: {e.Message}");
        }
    }
}
