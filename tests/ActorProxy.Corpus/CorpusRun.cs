using ActorProxy.Corpus.Injection;
using ActorProxy.Corpus.Services;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Comparing.Metering;

namespace ActorProxy.Corpus;

/// <summary>One candidate under traffic, compared request by request as a dispatcher does it.</summary>
public sealed class CorpusRun
{
    private readonly ReplyComparer _comparer = new(new CompareSettings { Headers = ["*"] });
    private readonly ComparisonMeter _meter = new();
    private readonly IReadOnlyList<Regression> _regressions;
    private readonly Random _traffic;
    private readonly Random _faults;
    private readonly ServiceModel _production;
    private readonly ServiceModel _baseline;
    private readonly ServiceModel _candidate;

    /// <summary>Prepares a run.</summary>
    /// <param name="seed">Decides everything that happens in it.</param>
    /// <param name="regressions">What the candidate does wrong.</param>
    public CorpusRun(long seed, IReadOnlyList<Regression> regressions)
    {
        _regressions = regressions;
        var seeds = new SplitMixRandom(seed);
        _traffic = new SplitMixRandom(seeds.NextInt64());
        _faults = new SplitMixRandom(seeds.NextInt64());
        _production = new ServiceModel(new SplitMixRandom(seeds.NextInt64()));
        _baseline = new ServiceModel(new SplitMixRandom(seeds.NextInt64()));
        _candidate = new ServiceModel(new SplitMixRandom(seeds.NextInt64()));
    }

    /// <summary>Sends requests, and returns the counts of all so far.</summary>
    public ComparisonCounts Send(int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            var facts = Facts.Draw(_traffic);
            var production = _production.Answer(facts).ToReply();
            var baseline = _baseline.Answer(facts).ToReply();
            var candidate = Candidate(facts);
            _meter.Record(facts.Endpoint.Name, _comparer.Compare(production, candidate, baseline), production, candidate, baseline);
        }

        return _meter.Read();
    }

    private Reply Candidate(Facts facts)
    {
        var draft = _candidate.Answer(facts);
        foreach (var regression in _regressions)
        {
            var happens = _faults.NextDouble() < regression.EndpointRate && (regression.Endpoint is null || regression.Endpoint == facts.Endpoint);
            if (happens && draft is { End: ReplyEnd.Complete, Status: < 300, Html: null }) regression.Apply(draft);
        }

        return draft.ToReply();
    }
}
