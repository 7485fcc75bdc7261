namespace ActorProxy.Shadowing.Distress;

/// <summary>
/// Decides from one reading a second. One bad reading is no distress (a pause of the garbage collector, a process that was stopped for a moment);
/// and what has been suspended stays so until things have been well for a while, so that copying does not flap.
/// </summary>
internal sealed class DistressTrip(DistressLimits limits)
{
    /// <summary>So many bad readings one after the other suspend copying.</summary>
    public const int BadReadings = 3;

    /// <summary>So many good ones resume it.</summary>
    public const int GoodReadings = 10;

    private const double GoodPart = 0.8;

    private int _inRow;

    /// <summary>Why copying is suspended; null while it is not.</summary>
    public string? Reason { get; private set; }

    /// <summary>Takes a reading in.</summary>
    /// <returns>Whether <see cref="Reason"/> has come or gone.</returns>
    public bool Observe(Vitals vitals)
    {
        var bad = vitals.Above(limits, Reason is null ? 1 : GoodPart);
        var counts = (bad is null) == (Reason is not null);
        _inRow = counts ? _inRow + 1 : 0;
        if (_inRow < (Reason is null ? BadReadings : GoodReadings)) return false;
        _inRow = 0;
        Reason = bad;
        return true;
    }
}
