using System.Globalization;
using ActorProxy.Admin.Api;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Control;

namespace ActorProxy.Admin;

/// <summary>Changes runtime control for an operator, whichever way the wish came in.</summary>
internal sealed class ShadowSteering(NodeViews node)
{
    /// <summary>The name that stands for all shadows: the master switch.</summary>
    public const string All = "all";

    private const int LongestNote = 200;

    /// <summary>The setting of one shadow.</summary>
    /// <exception cref="RequestRefusedException">There is no shadow of that name.</exception>
    public ShadowResponse Read(string name) => ShadowResponse.From(Find(name), node.Control.Current);

    /// <summary>The setting of one shadow and what its policy says.</summary>
    /// <exception cref="RequestRefusedException">There is no shadow of that name.</exception>
    public ShadowDetailResponse ReadDetail(string name) => ShadowDetailResponse.From(Find(name), node.Control.Current);

    /// <summary>Says that there is no shadow of that name, which one was probably meant, and which there are.</summary>
    public RequestRefusedException Unknown(string name)
    {
        var names = node.Routes.Current.Shadows.Keys.Order(StringComparer.Ordinal).ToList();
        var known = names.Count == 0 ? "no shadow Mapping is configured" : $"known: {string.Join(", ", names)}";
        return new RequestRefusedException(404, $"there is no shadow '{Printable(name)}'{SimilarName.Hint(name, names)}; {known}");
    }

    /// <summary>Sets a shadow's weight.</summary>
    /// <param name="name">The shadow Mapping's name.</param>
    /// <param name="weight">In percent, 0 to 100; null goes back to the configured one.</param>
    /// <param name="by">Who asks, and why.</param>
    /// <exception cref="RequestRefusedException">No such shadow, or not a weight.</exception>
    public ShadowResponse SetWeight(string name, double? weight, Wish by)
    {
        if (name == All)
            throw new RequestRefusedException(400, "'all' has no weight; name one shadow, or pause all");

        Read(name);
        if (weight is { } value && !(value >= 0 && value <= 100))
            throw new RequestRefusedException(400, $"the weight must be from 0 to 100 percent, not {value.ToString(CultureInfo.InvariantCulture)}");

        node.Control.Apply(new ControlChange(name, weight ?? double.NaN, null, by.Who, by.Reason));
        return Read(name);
    }

    /// <summary>Pauses or resumes one shadow.</summary>
    /// <exception cref="RequestRefusedException">There is no shadow of that name.</exception>
    public ShadowResponse SetPaused(string name, bool paused, Wish by)
    {
        Read(name);
        node.Control.Apply(new ControlChange(name, null, paused, by.Who, by.Reason));
        return Read(name);
    }

    /// <summary>Sets the master switch.</summary>
    public ShadowListResponse SetAllPaused(bool paused, Wish by)
    {
        node.Control.Apply(new ControlChange(null, null, paused, by.Who, by.Reason));
        return node.ReadShadows();
    }

    /// <summary>Who wants a change and why, fit for the audit trail: one line each, of bounded length.</summary>
    /// <param name="Who">Who.</param>
    /// <param name="Reason">Why, if it was said.</param>
    internal sealed record Wish(string Who, string? Reason)
    {
        public static Wish By(string? who, string? reason) => new(Note(who) ?? "somebody", Note(reason));

        private static string? Note(string? text)
        {
            if (string.IsNullOrWhiteSpace(text))
                return null;

            var clean = Printable(text.Trim());
            return clean.Length <= LongestNote ? clean : clean[..LongestNote];
        }
    }

    private ShadowRoute Find(string name) => node.Routes.Current.Shadows.GetValueOrDefault(name) ?? throw Unknown(name);

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
