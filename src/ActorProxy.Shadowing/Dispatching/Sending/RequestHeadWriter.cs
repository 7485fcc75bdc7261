using System.Buffers;
using System.Text;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Telemetry;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>
/// Writes the heads of copies for one connection, from the bytes that came in the batch to the bytes that go out, in the form in which .NET's client
/// wrote them for production.
/// </summary>
internal sealed class RequestHeadWriter
{
    private const int FirstBytes = 2 * 1024;

    private static readonly SearchValues<byte> NeverInALine = SearchValues.Create("\0\r\n"u8);

    // A request line is visible ASCII; bytes above it are tolerated, as everywhere.
    private static readonly SearchValues<byte> NeverInATarget = SearchValues.Create([.. Enumerable.Range(0, 33).Append(127).Select(b => (byte)b)]);

    private byte[] _buffer = new byte[FirstBytes];
    private int _length;
    private CopyRules? _rules;
    private byte[] _marker = [];
    private HeaderMutation[] _added = [];
    private byte[] _productionHost = [];
    private byte[] _host = [];

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Whether a copy's method and path can be those of a request.</summary>
    public static bool IsRequest(Copy copy)
    {
        var target = copy.PathAndQuery.Span;
        return copy.Method.Length > 0 && copy.Method.All(IsToken) &&
            !target.IsEmpty && (target[0] == '/' || target.SequenceEqual("*"u8)) && !target.ContainsAny(NeverInATarget);
    }

    /// <summary>Writes the head of a copy that <see cref="IsRequest"/>.</summary>
    /// <exception cref="InvalidDataException">One of its headers cannot be one.</exception>
    public void Write(CopyRules rules, Copy copy)
    {
        _length = 0;
        if (!ReferenceEquals(rules, _rules)) Follow(rules);
        Line(copy);
        Host(copy.Host.Span);
        Headers(copy);
        foreach (var added in _added) Header(Latin1(added.Name), Latin1(added.Value));
        Framing(copy);
        Append(_marker);
        Append("\r\n"u8);
    }

    /// <summary>Puts more bytes behind the head, so that a short body goes out with it.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length - _length < bytes.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes.Length));
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    private void Follow(CopyRules rules)
    {
        _rules = rules;
        _marker = Latin1($"{CopyMarker.HeaderName}: {rules.Shadow}\r\n");
        _productionHost = _host = [];

        // What a later change of the same header undoes is not added in the first place.
        var changes = rules.Headers;
        _added = [.. changes.Where((change, i) => change.Kind != HeaderMutationKind.Remove && !changes.Skip(i + 1).Any(later => Replaces(later, change.Name)))];
    }

    private static bool Replaces(HeaderMutation change, string name) =>
        change.Kind != HeaderMutationKind.Append && change.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private void Line(Copy copy)
    {
        Append(Method(copy.Method));
        Append(" "u8);
        Append(copy.PathAndQuery.Span);
        Append(" HTTP/1.1\r\n"u8);
    }

    private static ReadOnlySpan<byte> Method(string method) => method switch
    {
        "GET" => "GET"u8,
        "POST" => "POST"u8,
        _ => Latin1(method),
    };

    // The same few Hosts come again and again; the rule works on texts.
    private void Host(ReadOnlySpan<byte> production)
    {
        if (_host.Length == 0 || !production.SequenceEqual(_productionHost))
        {
            _productionHost = production.ToArray();
            _host = Latin1(_rules!.Host.Apply(Encoding.Latin1.GetString(production), _rules.Service));
        }

        Header("Host"u8, _host);
    }

    private void Headers(Copy copy)
    {
        ReadOnlySpan<byte> last = default;
        var traceParent = _rules!.TraceParentOf(copy);
        for (var i = 0; i < copy.HeaderCount; i++)
        {
            var (name, value) = copy.HeaderAt(i);
            if (IsReplaced(name.Span)) continue;
            if (traceParent is not null && Ascii.EqualsIgnoreCase(name.Span, CopySpan.TraceParent)) value = Latin1(traceParent);
            if (name.Span.SequenceEqual(last)) AppendValue(last, value.Span);
            else Header(name.Span, value.Span);
            last = name.Span;
        }
    }

    private bool IsReplaced(ReadOnlySpan<byte> name)
    {
        foreach (var change in _rules!.Headers)
        {
            if (change.Kind != HeaderMutationKind.Append && Ascii.EqualsIgnoreCase(name, change.Name)) return true;
        }

        return false;
    }

    // Production got the values of one header in one line.
    private void AppendValue(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        CheckLine(value);
        _length -= 2;
        Append(Ascii.EqualsIgnoreCase(name, "Cookie"u8) ? "; "u8 : Ascii.EqualsIgnoreCase(name, "User-Agent"u8) ? " "u8 : ", "u8);
        Append(value);
        Append("\r\n"u8);
    }

    private void Header(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        CheckLine(name);
        CheckLine(value);
        Append(name);
        Append(": "u8);
        Append(value);
        Append("\r\n"u8);
    }

    // Production got no body from a method that may do without one, and an empty one from any other (.NET's client writes it so).
    private void Framing(Copy copy)
    {
        if (copy.Framing == BodyFraming.Chunked)
        {
            Append("Transfer-Encoding: chunked\r\n"u8);
        }
        else if (copy.Framing == BodyFraming.ContentLength || copy.Method is not ("GET" or "HEAD" or "DELETE" or "OPTIONS" or "CONNECT"))
        {
            Append("Content-Length: "u8);
            Span<byte> digits = stackalloc byte[20];
            (copy.Framing == BodyFraming.None ? 0 : copy.Body.Length).TryFormat(digits, out var written);
            Append(digits[..written]);
            Append("\r\n"u8);
        }
    }

    private static void CheckLine(ReadOnlySpan<byte> bytes)
    {
        if (bytes.ContainsAny(NeverInALine)) throw new InvalidDataException("A copy's header is not one.");
    }

    private static bool IsToken(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal);
}
