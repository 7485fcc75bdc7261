using ActorProxy.Edge.Headers;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Offering;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Routes;

/// <summary>A shadow, ready to be offered copies.</summary>
internal sealed class EdgeShadow(ICopyOffer offer, ShadowSettings settings)
{
    private readonly bool _hasKeys = settings.SampleBy is not null || settings.OrderBy is not null;

    public ICopyOffer Offer => offer;

    /// <summary>What the shadow decides by: what all shadows are told, and the keys that its own policy names.</summary>
    public CopyTraits TraitsOf(HttpContext context, in KestrelRequestHead head, in CopyTraits common)
    {
        if (!_hasKeys)
            return common;

        var client = ClientAddress.Of(context.Connection);
        return new CopyTraits
        {
            Method = common.Method,
            IsUpgrade = common.IsUpgrade,
            IsCopy = common.IsCopy,
            SampleKey = settings.SampleBy?.HashOf(head, client),
            OrderKey = settings.OrderBy?.HashOf(head, client),
        };
    }
}
