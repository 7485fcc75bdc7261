namespace ActorProxy.Pbm.Shell;

/// <summary>The lines entered in this session; nothing is written to disk.</summary>
internal sealed class LineHistory
{
    private const int Longest = 500;

    private readonly List<string> _lines = [];
    private int _at;
    private string _draft = "";

    /// <summary>Adds a line, unless it is the last one again, and goes back to the end.</summary>
    public void Add(string line)
    {
        if (line.Trim().Length > 0 && (_lines.Count == 0 || _lines[^1] != line))
            _lines.Add(line);
        if (_lines.Count > Longest)
            _lines.RemoveAt(0);

        (_at, _draft) = (_lines.Count, "");
    }

    /// <summary>The line before, or null at the beginning.</summary>
    /// <param name="current">What is being typed; comes back when one goes on to the end.</param>
    public string? Older(string current)
    {
        if (_at == 0)
            return null;
        if (_at == _lines.Count)
            _draft = current;

        return _lines[--_at];
    }

    /// <summary>The line after, at the end what was being typed; null when there is none.</summary>
    public string? Newer()
    {
        if (_at >= _lines.Count)
            return null;

        return ++_at == _lines.Count ? _draft : _lines[_at];
    }
}
