using System.Diagnostics.Metrics;

namespace ActorProxy.Shadowing.Tests.Telemetry;

/// <summary>What a node's observable instruments say at one moment: <c>name{label=value,...}</c> to value.</summary>
internal static class InstrumentValues
{
    public static Dictionary<string, double> Read(IReadOnlyList<Meter> meters)
    {
        var values = new Dictionary<string, double>();
        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
            values.Add($"{instrument.Name}{{{string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}}}", value);

        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.IsObservable && meters.Contains(instrument.Meter)) listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => Add(instrument, value, tags, state));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, state) => Add(instrument, value, tags, state));
        listener.SetMeasurementEventCallback<double>(Add);
        listener.Start();
        listener.RecordObservableInstruments();
        return values;
    }
}
