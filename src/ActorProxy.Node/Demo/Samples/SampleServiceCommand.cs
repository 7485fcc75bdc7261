using System.CommandLine;
using System.Net;

namespace ActorProxy.Node.Demo.Samples;

/// <summary>The hidden verb <c>demo-service</c>, by which the demo starts its sample services as processes of their own.</summary>
internal static class SampleServiceCommand
{
    /// <summary>The verb's name.</summary>
    public const string Name = "demo-service";

    /// <summary>Arguments that start a sample service.</summary>
    public static IReadOnlyList<string> Arguments(DemoLayout.DemoService service) =>
        [Name, "--role", service.Role, "--port", service.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)];

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var role = new Option<string>("--role") { Description = "production or shadow", Required = true };
        role.AcceptOnlyFromAmong("production", "shadow");
        var port = new Option<int>("--port") { Description = "TCP port", Required = true };
        var address = new Option<string>("--address") { Description = "Address to listen on", DefaultValueFactory = _ => "127.0.0.1" };

        var command = new Command(Name, "A sample service of the demo.") { Hidden = true };
        command.Add(role);
        command.Add(port);
        command.Add(address);
        command.SetAction((parsed, cancellation) => SampleService.RunAsync(
            parsed.GetValue(role) == "production" ? SampleReply.OfProduction : SampleReply.OfShadow, IPAddress.Parse(parsed.GetValue(address)!), parsed.GetValue(port), cancellation));
        return command;
    }
}
