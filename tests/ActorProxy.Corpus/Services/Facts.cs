namespace ActorProxy.Corpus.Services;

/// <summary>What the answer to one request is, whichever service gives it.</summary>
/// <param name="Endpoint">Where it goes.</param>
/// <param name="Number">A number that identifies what was asked for.</param>
/// <param name="Milliseconds">How long it takes without the accidents of the service.</param>
public sealed record Facts(Endpoint Endpoint, int Number, double Milliseconds)
{
    public static Facts Draw(Random random) => new(Endpoint.Draw(random), random.Next(1_000_000), 20 * Math.Exp(0.5 * Gaussian.Draw(random)));
}
