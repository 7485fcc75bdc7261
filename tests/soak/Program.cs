using System.CommandLine;
using ActorProxy.Soak;

var length = new Option<string>("--for") { HelpName = "TIME", Description = "How long there is load, such as 90s, 10m or 2h.", DefaultValueFactory = _ => "10m" };
var seed = new Option<int>("--seed") { HelpName = "N", Description = "Decides which faults come in which order. Default any.", DefaultValueFactory = _ => Random.Shared.Next(100_000) };
var rate = new Option<double>("--rate") { HelpName = "N", Description = "Requests per second.", DefaultValueFactory = _ => 100 };
var command = new RootCommand("Runs a cluster of two edges and three shadow nodes under load, with faults; ends with 1 when something that must hold does not.") { length, seed, rate };
command.SetAction(async parsed =>
{
    if (DurationText.Read(parsed.GetValue(length)!) is not { } duration)
    {
        Console.Error.WriteLine($"--for: '{parsed.GetValue(length)}' is not a time such as 90s, 10m or 2h.");
        return 64;
    }

    var options = new SoakOptions { Duration = duration, Seed = parsed.GetValue(seed), Rate = parsed.GetValue(rate) };
    try
    {
        var report = await SoakRun.RunAsync(options, Console.WriteLine);
        Console.WriteLine(report);
        return report.Violations.Count == 0 ? 0 : 1;
    }
    catch (Exception e)
    {
        // Whatever it is, a soak never ends without a word: the parser takes some exceptions for Ctrl-C.
        Console.Error.WriteLine($"THE SOAK BROKE OFF, nothing is shown by it: {e}");
        return 1;
    }
});
return await command.Parse(args).InvokeAsync();
