using System.CommandLine;
using System.Text.Json;
using ActorProxy.Bench.Load.ConstantRate;
using ActorProxy.Bench.Load.Upstreams;

var url = new Argument<string>("url");
var rate = new Option<double>("--rate") { DefaultValueFactory = _ => 600, Description = "Requests a second." };
var connections = new Option<int>("--connections") { DefaultValueFactory = _ => 64, Description = "Keep-alive connections." };
var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 10, Description = "For how long." };
var body = new Option<int>("--body") { Description = "Bytes of body; 0 sends GET." };
var constant = new Command("constant-rate", "Sends at a constant rate and prints latencies, counted from intended start times, as JSON.")
{
    url, rate, connections, seconds, body,
};
constant.SetAction(parsed =>
{
    var settings = new LoadSettings(
        new Uri(parsed.GetValue(url)!), parsed.GetValue(rate), parsed.GetValue(connections), parsed.GetValue(seconds), parsed.GetValue(body));
    Console.WriteLine(JsonSerializer.Serialize(ConstantRateLoad.Run(settings), LoadJson.Default.LoadReport));
});

var slow = new Option<int>("--slow") { Required = true, Description = "Port that answers after 5 s." };
var hung = new Option<int>("--hung") { Required = true, Description = "Port that accepts and never answers." };
var blackHole = new Option<int>("--black-hole") { Required = true, Description = "Port whose packets are dropped." };
var upstreams = new Command("upstreams", "Serves until SIGTERM; prints 'ready'.") { slow, hung, blackHole };
upstreams.SetAction(async (parsed, stop) =>
{
    using var hole = new BlackHole(parsed.GetValue(blackHole));
    var serving = Task.WhenAll(
        new DelayedServer(parsed.GetValue(slow), TimeSpan.FromSeconds(5)).RunAsync(stop),
        new DelayedServer(parsed.GetValue(hung), delay: null).RunAsync(stop));
    Console.WriteLine("ready");
    await serving.ConfigureAwait(false);
});

return await new RootCommand("Load and awkward upstreams for the benchmarks.") { constant, upstreams }.Parse(args).InvokeAsync().ConfigureAwait(false);
