namespace ActorProxy.Shadowing.Reporting;

/// <summary>A quantile of what was measured, with the interval that the number of values allows.</summary>
/// <param name="Quantile">Which one, between 0 and 1.</param>
/// <param name="Value">The value; 0 when nothing was measured.</param>
/// <param name="Low">Lower end of its 95 % interval; null when there are too few values to tell.</param>
/// <param name="High">Upper end, likewise.</param>
public sealed record QuantileEstimate(double Quantile, double Value, double? Low, double? High);
