namespace ActorProxy.Pbm.Shell;

/// <summary>The lines entered, in this session and in those before, the last 500 of them.</summary>
internal sealed class LineHistory
{
    /// <summary>The environment variable that names another file; empty keeps nothing.</summary>
    public const string FileVariable = "PBM_HISTORY";

    /// <summary>Where the lines are kept, for people.</summary>
    public const string FileText = "~/.local/state/pbm/history (or what PBM_HISTORY names; empty keeps none)";

    private const int Longest = 500;

    private readonly List<string> _lines = [];
    private readonly string? _file;
    private int _at;
    private string _draft = "";

    /// <param name="file">Where the lines are kept; null keeps them in memory alone. A file that cannot be read or written is no reason not to work.</param>
    public LineHistory(string? file = null)
    {
        _file = file;
        Attempt(() => _lines.AddRange(File.ReadLines(file!).TakeLast(Longest)));
        _at = _lines.Count;
    }

    /// <summary>The file to use, by the environment (XDG base directories).</summary>
    public static string? DefaultFile()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is { } named)
            return named.Length == 0 ? null : named;

        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } directory
            ? directory
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(state, "pbm", "history");
    }

    /// <summary>Adds a line, unless it is the last one again, and goes back to the end.</summary>
    public void Add(string line)
    {
        if (line.Trim().Length > 0 && (_lines.Count == 0 || _lines[^1] != line))
        {
            _lines.Add(line);
            Attempt(() => Keep(line));
        }

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

    // Appended line by line, so that two sessions do not wipe out each other's; cut to size when it has grown to twice that.
    private void Keep(string line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_file!))!);
        if (!File.Exists(_file))
            CreatePrivate(_file!);

        File.AppendAllText(_file!, line + "\n");
        var kept = File.ReadAllLines(_file!);
        if (kept.Length > 2 * Longest)
            File.WriteAllLines(_file!, kept.TakeLast(Longest));
    }

    // Reasons given with a change may not be for everybody.
    private static void CreatePrivate(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(file, options).Dispose();
    }

    private void Attempt(Action access)
    {
        if (_file is null)
            return;

        try
        {
            access();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The session goes on with what it has in memory.
        }
    }
}
