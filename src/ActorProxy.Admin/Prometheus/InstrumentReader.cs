using System.Diagnostics.Metrics;
using System.Globalization;

namespace ActorProxy.Admin.Prometheus;

/// <summary>Reads the observable instruments of some meters once, each as a family of samples.</summary>
internal sealed class InstrumentReader
{
    private readonly ExpositionWriter _writer;
    private Instrument? _family;
    private string _name = "";

    private InstrumentReader(ExpositionWriter writer) => _writer = writer;

    /// <summary>Writes what the instruments say now.</summary>
    /// <param name="wanted">Which meters to read.</param>
    /// <param name="writer">Where to write it.</param>
    public static void Write(Func<Meter, bool> wanted, ExpositionWriter writer)
    {
        var reader = new InstrumentReader(writer);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            // Never the others: being listened to is what makes them cost something with each request.
            if (instrument.IsObservable && wanted(instrument.Meter)) listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => reader.Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => reader.Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => reader.Add(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (instrument != _family)
        {
            _family = instrument;
            _name = MetricName.Of(instrument);
            _writer.Family(_name, MetricName.IsCounter(instrument) ? "counter" : "gauge", instrument.Description ?? "");
        }

        _writer.Sample(_name, value, Labels(tags));
    }

    /// <summary>The labels of a sample.</summary>
    public static (string Name, string Value)[] Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new (string, string)[tags.Length];
        for (var i = 0; i < tags.Length; i++)
            labels[i] = (MetricName.Of(tags[i].Key, unit: null, isCounter: false), Convert.ToString(tags[i].Value, CultureInfo.InvariantCulture) ?? "");
        return labels;
    }
}
