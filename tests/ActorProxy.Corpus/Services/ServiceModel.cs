using System.Globalization;
using System.Text.Json.Nodes;
using ActorProxy.Shadowing.Comparing;

namespace ActorProxy.Corpus.Services;

/// <summary>
/// One instance of the service. Instances answer alike but for noise: clocks, random identifiers, lists without an order, floating point jitter, a race
/// for stock, a field that is there now and then, a header that names the instance, 1 % failures, and the accidents of latency.
/// </summary>
/// <param name="random">The instance's own accidents.</param>
public sealed class ServiceModel(Random random)
{
    private static readonly string[] Tags = ["new", "sale", "eco", "local", "gift"];

    /// <summary>Answers.</summary>
    public ReplyDraft Answer(Facts facts)
    {
        var draft = new ReplyDraft { Milliseconds = Latency(facts) };
        switch (random.NextDouble())
        {
            case < 0.003:
                draft.End = ReplyEnd.TimedOut;
                return draft;
            case < 0.006:
                Fail(draft, 503);
                return draft;
            case < 0.010:
                Fail(draft, 500);
                return draft;
        }

        Head(draft);
        draft.Json = Body(facts);
        return draft;
    }

    /// <summary>Makes an error page of a reply.</summary>
    public static void Fail(ReplyDraft draft, int status)
    {
        draft.Status = status;
        draft.Headers.Clear();
        draft.Headers["content-type"] = "application/json";
        draft.Json = new JsonObject { ["error"] = status };
    }

    private double Latency(Facts facts)
    {
        var outlier = random.NextDouble() < 0.01 ? 5 : 1;
        return facts.Milliseconds * Math.Exp(0.2 * Gaussian.Draw(random)) * outlier;
    }

    private void Head(ReplyDraft draft)
    {
        draft.Headers["content-type"] = "application/json; charset=utf-8";
        draft.Headers["cache-control"] = "private, max-age=60";
        draft.Headers["content-language"] = "en";
        draft.Headers["x-api-version"] = "7";
        draft.Headers["date"] = $"now {random.Next(1_000_000)}";
        draft.Headers["x-request-id"] = Identifier();
        draft.Headers["x-shard"] = random.Next(2) == 0 ? "a" : "b";
    }

    private JsonObject Body(Facts facts)
    {
        var n = facts.Number;
        var body = facts.Endpoint == Endpoint.Order ? Order(n) : facts.Endpoint == Endpoint.Product ? Product(n) : facts.Endpoint == Endpoint.Search ? Search(n) : Cart(n);
        body["generatedAt"] = 1_760_000_000_000 + random.NextInt64(100_000_000);
        body["trace"] = Identifier();
        if (random.NextDouble() < 0.02) body["warnings"] = new JsonArray("cold cache");
        return body;
    }

    private static JsonObject Order(int n) => new()
    {
        ["id"] = n,
        ["status"] = n % 3 == 0 ? "shipped" : "paid",
        ["total"] = (n % 10_000) / 100.0,
        ["currency"] = "EUR",
        ["customer"] = new JsonObject { ["id"] = n % 977, ["name"] = $"customer {n % 977}", ["tier"] = n % 2 == 0 ? "gold" : "silver" },
        ["items"] = Items(n),
        ["history"] = new JsonArray("created", "paid", "packed"),
    };

    private JsonObject Product(int n) => new()
    {
        ["id"] = n,
        ["title"] = $"product {n}",
        ["price"] = 1 + (n % 500),
        ["stock"] = (n % 50) + (random.NextDouble() < 0.05 ? 1 : 0),
        ["tags"] = Shuffled(n),
        ["rating"] = Jittered(3 + (n % 20 / 10.0)),
    };

    private JsonObject Search(int n) => new()
    {
        ["query"] = $"q{n % 300}",
        ["count"] = 4,
        ["results"] = new JsonArray([.. Enumerable.Range(n, 4).Select(i => new JsonObject { ["id"] = i, ["title"] = $"product {i}", ["score"] = Jittered(1.0 / (1 + (i % 7))) })]),
        ["facets"] = new JsonObject { ["eco"] = n % 5, ["local"] = n % 3 },
    };

    private static JsonObject Cart(int n) => new()
    {
        ["cart"] = n % 4000,
        ["lines"] = Items(n),
        ["discount"] = n % 4 == 0 ? "SPRING" : null,
        ["payable"] = true,
    };

    private static JsonArray Items(int n) =>
        new([.. Enumerable.Range(0, 3).Select(i => new JsonObject { ["sku"] = $"s{(n + i) % 5000}", ["price"] = 1 + ((n + i) % 90), ["quantity"] = 1 + (n % 3) })]);

    private JsonArray Shuffled(int n)
    {
        var tags = Tags.Where((_, i) => i != n % Tags.Length).ToArray();
        random.Shuffle(tags);
        return new JsonArray([.. tags.Select(t => JsonValue.Create(t))]);
    }

    private double Jittered(double value) => value * (1 + (random.Next(-2, 3) * 1e-15));

    private string Identifier() => random.NextInt64().ToString("x16", CultureInfo.InvariantCulture);
}
