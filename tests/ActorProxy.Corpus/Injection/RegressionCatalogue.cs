using System.Text.Json.Nodes;
using ActorProxy.Corpus.Services;
using ActorProxy.Shadowing.Comparing;

namespace ActorProxy.Corpus.Injection;

/// <summary>All that a candidate can do wrong in the model.</summary>
public static class RegressionCatalogue
{
    /// <summary>All that can happen at a rate.</summary>
    /// <param name="rate">Share of all requests; see <see cref="Regression.Rate"/>.</param>
    public static IEnumerable<Regression> At(double rate) =>
        Sporadic.Concat(rate >= Regression.Always ? Steady : []).Select(r => r with { Rate = rate });

    /// <summary>A shadow that is a little slower: now and then that is what noise is too.</summary>
    private static IReadOnlyList<Regression> Steady { get; } =
        [new("slow", null, ["latency"], d => d.Milliseconds = (d.Milliseconds * 1.2) + 1)];

    private static IReadOnlyList<Regression> Sporadic { get; } =
    [
        new("wrong value", Endpoint.Order, ["$.total"], d => d.Json["total"] = d.Json["total"]!.GetValue<double>() + 1),
        new("wrong nested value", Endpoint.Order, ["$.items[*].price"], d => d.Json["items"]![1]!["price"] = 9999),
        new("missing field", Endpoint.Order, ["$.customer.tier"], d => d.Json["customer"]!.AsObject().Remove("tier")),
        new("added field", Endpoint.Product, ["$.internalCost"], d => d.Json["internalCost"] = 3),
        new("number as text", Endpoint.Product, ["$.price"], d => d.Json["price"] = d.Json["price"]!.ToJsonString()),
        new("null instead of a value", Endpoint.Search, ["$.query"], d => d.Json["query"] = null),
        new("lost element", Endpoint.Cart, ["$.lines", "$.lines[*]*"], d => d.Json["lines"]!.AsArray().RemoveAt(2)),
        new("lost element of an unordered list", Endpoint.Product, ["$.tags", "$.tags[*]"], d => d.Json["tags"]!.AsArray().RemoveAt(0)),
        new("wrong order", Endpoint.Order, ["$.history"], d => d.Json["history"] = new JsonArray("paid", "created", "packed")),
        new("identifier of another type", null, ["$.trace"], d => d.Json["trace"] = 17),
        new("empty body", Endpoint.Cart, ["body"], d => d.Html = "") { SpoilsReply = true },
        new("HTML instead of JSON", null, ["body", "header:content-type"], d => (d.Html, d.Headers["content-type"]) = ("<p>maintenance</p>", "text/html")) { SpoilsReply = true },
        new("not found", Endpoint.Product, ["status"], d => ServiceModel.Fail(d, 404)) { SpoilsReply = true },
        new("more server errors", null, ["status"], d => ServiceModel.Fail(d, 500)) { SpoilsReply = true },
        new("another status of the same class", Endpoint.Cart, ["status"], d => d.Status = 201),
        new("timeouts", null, ["reply"], d => d.End = ReplyEnd.TimedOut) { SpoilsReply = true },
        new("missing header", null, ["header:cache-control"], d => d.Headers.Remove("cache-control")),
        new("wrong header", Endpoint.Search, ["header:content-language"], d => d.Headers["content-language"] = "de"),
        new("added header", null, ["header:x-debug"], d => d.Headers["x-debug"] = "1"),
        new("stalls", Endpoint.Search, ["latency"], d => d.Milliseconds += 400),
    ];
}
