using ActorProxy.Soak.Load;
using ActorProxy.Testing.Cluster;

namespace ActorProxy.Soak.Services;

/// <summary>Production and a shadow for each of its Mappings; replies of one of them are compared.</summary>
internal sealed class SoakServices : IAsyncDisposable
{
    /// <summary>Production.</summary>
    public Receipts Production { get; } = new("production");

    /// <summary>The shadows, by the Mapping that they shadow.</summary>
    public IReadOnlyDictionary<string, Receipts> Shadows { get; } = SoakRequest.Mappings.ToDictionary(m => m, m => new Receipts($"{m}-shadow"));

    /// <summary>Endpoints by service name.</summary>
    public Dictionary<string, string> Endpoints =>
        Shadows.Values.Append(Production).ToDictionary(s => s.Server.Name, s => s.Server.Endpoint);

    /// <summary>Their Mappings, YAML.</summary>
    public static string Mappings => string.Concat(SoakRequest.Mappings.Select(m =>

        // A machine that is busy with the soak must not look like a production that is too slow.
        MappingText.Production(m, $"/{m}/", "production") + "  timeout_ms: 30000\n" + MappingText.Shadow($"{m}-shadow", $"/{m}/")))
        + MappingText.Compared("compared", "{}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var service in Shadows.Values.Append(Production)) await service.DisposeAsync();
    }
}
