namespace ActorProxy.Corpus.Services;

/// <summary>An endpoint of the model.</summary>
/// <param name="Name">Its name, as requests are grouped.</param>
/// <param name="Share">Its share of the traffic, 0 to 1.</param>
public sealed record Endpoint(string Name, double Share)
{
    public static Endpoint Order { get; } = new("GET /orders/{id}", 0.35);

    public static Endpoint Product { get; } = new("GET /products/{id}", 0.30);

    public static Endpoint Search { get; } = new("GET /search", 0.25);

    public static Endpoint Cart { get; } = new("POST /cart", 0.10);

    public static IReadOnlyList<Endpoint> All { get; } = [Order, Product, Search, Cart];

    /// <summary>Draws one by its share.</summary>
    public static Endpoint Draw(Random random)
    {
        var u = random.NextDouble();
        foreach (var endpoint in All)
        {
            u -= endpoint.Share;
            if (u < 0) return endpoint;
        }

        return All[^1];
    }
}
