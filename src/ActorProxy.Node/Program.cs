using System.CommandLine;
using System.CommandLine.Invocation;
using ActorProxy.Node;
using ActorProxy.Node.Checking;
using ActorProxy.Node.Demo;
using ActorProxy.Node.Demo.Processes;
using ActorProxy.Node.Demo.Samples;
using ActorProxy.Node.Probing;
using ActorProxy.Node.Running;

// Processes that the demo (or a test) started end with it, even if it is killed.
ParentWatch.StartIfAsked();

var root = new RootCommand("ActorProxy: serves production traffic and sends copies of it to services under test.");
root.Add(RunCommand.Create());
root.Add(CheckCommand.Create());
root.Add(HealthCommand.Create());
root.Add(DemoCommand.Create());
root.Add(SampleServiceCommand.Create());

var parsed = root.Parse(args);
if (parsed.Action is ParseErrorAction)
    return UsageFaults.Report(parsed, Console.Error);

// Every verb takes SIGTERM and Ctrl-C in its own hands: draining takes longer than the two seconds that would be granted here.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }).ConfigureAwait(false);
