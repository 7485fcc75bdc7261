using System.Globalization;
using ActorProxy.Corpus.Injection;
using ActorProxy.Corpus.Scoring;

// table RUNS REQUESTS[,REQUESTS...] [SEED]: what is found, by number of requests and by rate.
// polling RUNS REQUESTS LOOKS [SEED]: false alarms when one looks again and again, after every so many requests.
var mode = args is ["table" or "polling", ..] ? args[0] : null;
var seedAt = mode == "polling" ? 4 : 3;
if (mode is null || args.Length < seedAt)
{
    Console.Error.WriteLine("usage: table RUNS REQUESTS[,REQUESTS...] [SEED] | polling RUNS REQUESTS LOOKS [SEED]");
    return 64;
}

var runs = Number(args[1]);
var seed = args.Length > seedAt ? Number(args[seedAt]) : Random.Shared.Next();
Console.WriteLine($"seed {seed}, {runs} runs each");
if (mode == "polling")
{
    var polling = PollingExperiment.Run(seed, Number(args[2]), Number(args[3]), runs);
    Console.WriteLine($"runs with a false alarm at any of {polling.Looks} looks: {polling.ActorProxyAlarmed}, by Diffy's rule {polling.DiffyAlarmed}");
    return 0;
}

double[] rates = [0, 0.005, 0.01, 0.05, Regression.Always];
Console.WriteLine("| requests | rate | recall | precision | runs with a false alarm | recall (Diffy) | precision (Diffy) | runs with a false alarm (Diffy) |");
Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
foreach (var requests in args[2].Split(',').Select(Number))
{
    foreach (var rate in rates)
    {
        var e = Experiment.Run(seed, requests, rate, runs);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {requests:N0} | {Name(rate)} | {Recall(e.ActorProxy)} | {e.ActorProxy.Precision:0.000} | {e.ActorProxyAlarmed} | {Recall(e.Diffy)} | {e.Diffy.Precision:0.000} | {e.DiffyAlarmed} |"));
        Print("missed", e.ActorProxy.Missed);
        Print("false alarms", e.ActorProxy.FalseAlarms);
    }
}

return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static string Name(double rate) => rate switch { 0 => "none", Regression.Always => "always", _ => string.Create(CultureInfo.InvariantCulture, $"{rate * 100} %") };

static string Recall(Score score) => score.Injected == 0 ? "" : score.Recall.ToString("0.000", CultureInfo.InvariantCulture);

static void Print(string title, IReadOnlyList<string> names)
{
    if (names.Count > 0) Console.Error.WriteLine($"  {title}: " + string.Join(", ", names.CountBy(n => n).Select(n => $"{n.Key} {n.Value}x")));
}
