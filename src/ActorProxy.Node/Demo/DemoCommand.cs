using System.CommandLine;
using System.CommandLine.Parsing;
using ActorProxy.Node.Demo.View;
using Spectre.Console;

namespace ActorProxy.Node.Demo;

/// <summary>The verb <c>demo</c>: a whole cluster on this machine, with sample services and traffic.</summary>
internal static class DemoCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var defaults = new DemoOptions();
        var duration = new Option<TimeSpan?>("--duration")
        {
            Description = "How long to send traffic, such as 20s or 5m; then the final accounting is printed. Default: until Ctrl-C.",
            CustomParser = ParseDuration,
        };
        var nodes = Number("--nodes", "Nodes in all; half of them edges, the others shadow nodes.", defaults.Nodes, 2, 16);
        var rate = Number("--rate", "Requests per second over all edges.", defaults.Rate, 1, 10_000);
        var edgePort = Port("--edge-port", "Port of the first edge; the next edges have the ports after it.", defaults.EdgePort);
        var adminPort = Port("--admin-port", "Port of the first node's admin API; the next nodes have the ports after it.", defaults.AdminPort);
        var remotePort = Port("--remote-port", "Port of the first node's cluster remoting; the next nodes have the ports after it.", defaults.RemotePort);
        var servicePort = Port("--service-port", "Port of the sample production service; the sample shadow has the one after it.", defaults.ServicePort);

        var command = new Command(
            "demo", "Starts a cluster on this machine with sample services and traffic, and shows what happens. Everything stays on 127.0.0.1.");
        foreach (var option in (Option[])[duration, nodes, rate, edgePort, adminPort, remotePort, servicePort])
            command.Add(option);
        command.SetAction((parsed, _) => RunAsync(new DemoOptions
        {
            Duration = parsed.GetValue(duration),
            Nodes = parsed.GetValue(nodes),
            Rate = parsed.GetValue(rate),
            EdgePort = parsed.GetValue(edgePort),
            AdminPort = parsed.GetValue(adminPort),
            RemotePort = parsed.GetValue(remotePort),
            ServicePort = parsed.GetValue(servicePort),
        }));
        return command;
    }

    private static async Task<int> RunAsync(DemoOptions options)
    {
        var isTerminal = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;
        using var signals = new StopSignals();
        using var run = new DemoRun(options, DemoScreen.For(AnsiConsole.Console, isTerminal), signals);
        return await run.RunAsync().ConfigureAwait(false);
    }

    private static TimeSpan? ParseDuration(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        if (DurationText.TryParse(text, out var duration))
            return duration;
        result.AddError($"'{text}' is not a duration; write a number and a unit, such as 500ms, 20s, 5m or 1h, at most a day.");
        return null;
    }

    private static Option<int> Port(string name, string description, int standard) => Number(name, description, standard, 1, 65_535);

    private static Option<int> Number(string name, string description, int standard, int least, int most)
    {
        var option = new Option<int>(name) { Description = $"{description} {least} to {most}.", DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.Errors.Any())
                return;
            var value = result.GetValueOrDefault<int>();
            if (value < least || value > most)
                result.AddError($"{name} must be between {least} and {most}.");
        });
        return option;
    }
}
