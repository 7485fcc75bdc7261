using System.Globalization;
using ActorProxy.Comparison.Corpus.Injection;
using ActorProxy.Comparison.Corpus.Scoring;

// actorproxy-corpus [RUNS] [REQUESTS[,REQUESTS...]] [SEED]: prints the table of tests/ActorProxy.Comparison.Corpus/RESULTS.md.
var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100;
int[] requests = args.Length > 1 ? [.. args[1].Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))] : [1000, 10_000];
var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Random.Shared.Next();
double[] rates = [0, 0.005, 0.01, 0.05, Regression.Always];

Console.WriteLine($"seed {seed}, {runs} runs each");
Console.WriteLine("| requests | rate | recall | precision | runs with a false alarm | recall (Diffy) | precision (Diffy) | runs with a false alarm (Diffy) |");
Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
foreach (var n in requests)
{
    foreach (var rate in rates)
    {
        var e = Experiment.Run(seed, n, rate, runs);
        var name = rate switch { 0 => "none", Regression.Always => "always", _ => string.Create(CultureInfo.InvariantCulture, $"{rate * 100} %") };
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {n:N0} | {name} | {Recall(e.ActorProxy)} | {e.ActorProxy.Precision:0.000} | {e.ActorProxyAlarmed} | {Recall(e.Diffy)} | {e.Diffy.Precision:0.000} | {e.DiffyAlarmed} |"));
        Print("missed", e.ActorProxy.Missed);
        Print("false alarms", e.ActorProxy.FalseAlarms);
    }
}

static string Recall(Score score) => score.Injected == 0 ? "" : score.Recall.ToString("0.000", CultureInfo.InvariantCulture);

static void Print(string title, IReadOnlyList<string> names)
{
    if (names.Count > 0) Console.Error.WriteLine($"  {title}: " + string.Join(", ", names.CountBy(n => n).Select(n => $"{n.Key} {n.Value}x")));
}
