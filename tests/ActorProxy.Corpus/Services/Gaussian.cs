namespace ActorProxy.Corpus.Services;

internal static class Gaussian
{
    /// <summary>Draws from the standard normal distribution (Box and Muller).</summary>
    public static double Draw(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
