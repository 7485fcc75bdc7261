using System.CommandLine;
using System.Text.Json;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Linting;
using ActorProxy.Mappings.Loading;
using ActorProxy.Node.Configuration;

namespace ActorProxy.Node.Checking;

/// <summary>The verb <c>check</c>: reads and lints Mappings as a node would, without running one.</summary>
internal static class CheckCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files and directories of YAML.", Arity = ArgumentArity.OneOrMore };
        var services = new Option<string?>($"--{SettingNames.Services}")
        {
            HelpName = "FILE", Description = "Services file; services that it does not list are then reported.",
        };
        var scope = new Option<string>($"--{SettingNames.Namespace}")
        {
            HelpName = "NAME", Description = "The node's own namespace.", DefaultValueFactory = _ => "default",
        };
        var id = new Option<string>($"--{SettingNames.AmbassadorId}")
        {
            HelpName = "ID", Description = "The node's ambassador_id.", DefaultValueFactory = _ => "default",
        };
        var json = new Option<bool>("--json") { Description = "Prints the findings as JSON." };
        var command = new Command("check", "Prints every finding as 'file:line: severity code resource: message'; exit code 1 when there are errors.")
        {
            paths, services, scope, id, json,
        };
        command.SetAction(parsed =>
        {
            var options = new MappingLoaderOptions { Namespace = parsed.GetValue(scope)!, AmbassadorId = parsed.GetValue(id)! };
            var findings = Findings(parsed.GetValue(paths)!, parsed.GetValue(services), options);
            Console.Out.WriteLine(parsed.GetValue(json) ? AsJson(findings) : AsText(findings));
            return findings.Any(f => f.Severity == Severity.Error) ? 1 : 0;
        });
        return command;
    }

    /// <summary>Every finding about the files, in the order of files and lines.</summary>
    internal static IReadOnlyList<Finding> Findings(IReadOnlyList<string> paths, string? services, MappingLoaderOptions options)
    {
        var table = new MappingLoader(options).Load(MappingFiles.Read(paths));
        var findings = table.Findings.ToList();
        if (services is not null)
        {
            var file = ServiceFile.Read(services);
            findings.AddRange(file.Findings);
            findings.AddRange(ServiceLint.Check(table, new LintFacts { EndpointsOf = s => file.TryFind(s, out var endpoints) ? endpoints : null }));
        }

        return [.. findings.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line)];
    }

    private static string AsText(IReadOnlyList<Finding> findings)
    {
        var lines = findings.Select(f =>
            $"{f.Place}: {Name(f.Severity)} {f.Code} {(f.Resource.Length == 0 ? "-" : f.Resource)}: {f.Message}");
        var counts = findings.GroupBy(f => f.Severity).OrderByDescending(g => g.Key).Select(g => $"{g.Count()} {Name(g.Key)}{(g.Count() == 1 ? "" : "s")}");
        return string.Join(Environment.NewLine, lines.Append(findings.Count == 0 ? "no findings" : string.Join(", ", counts)));
    }

    private static string AsJson(IReadOnlyList<Finding> findings) => JsonSerializer.Serialize(
        findings.Select(f => new { f.File, f.Line, Severity = Name(f.Severity), f.Code, f.Resource, f.Field, f.Message }), Json);

    private static string Name(Severity severity) => severity.ToString().ToLowerInvariant();
}
