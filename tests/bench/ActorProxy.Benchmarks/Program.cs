using ActorProxy.Bench.Compare.Reports;
using ActorProxy.Benchmarks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// In process: nothing is generated, restored or built, so that it runs on a machine without a network. Allocations are counted all the same.
// Short iterations, of which the median counts, so that the whole list takes minutes and a busy moment of the machine costs one of them.
var config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithIterationTime(Perfolizer.Horology.TimeInterval.FromMilliseconds(100))
        .WithWarmupCount(6).WithIterationCount(15))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .WithOptions(ConfigOptions.JoinSummary);
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
foreach (var section in MicroResults.Sections(summaries, args)) ResultsFile.Micro.Replace(section.Name, section.Text);
ResultsFile.Micro.Replace("sizes", MicroResults.Sizes());
