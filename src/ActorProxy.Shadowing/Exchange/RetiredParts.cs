using ActorProxy.Shadowing.Wire.Generated;

namespace ActorProxy.Shadowing.Exchange;

/// <summary>
/// Joins the parts of one member's <see cref="RetiredTotal"/>. They come in the order in which they were sent; when one is lost, all are left aside
/// and the next answer begins anew.
/// </summary>
internal sealed class RetiredParts
{
    private RetiredTotal? _whole;
    private uint _next;

    /// <summary>Takes a part.</summary>
    /// <returns>The whole, when this was its last part.</returns>
    public RetiredTotal? Add(RetiredTotal part)
    {
        if (part.Part == 0) (_whole, _next) = (new RetiredTotal(), 0);
        if (_whole is null || part.Part != _next)
        {
            _whole = null;
            return null;
        }

        _next++;
        _whole.MergeFrom(part);
        if (_next < part.Parts) return null;
        var whole = _whole;
        _whole = null;
        return whole;
    }
}
