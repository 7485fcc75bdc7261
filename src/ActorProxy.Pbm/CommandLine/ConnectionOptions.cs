namespace ActorProxy.Pbm.CommandLine;

/// <summary>How to connect: files named on the command line, else in the environment.</summary>
internal sealed record ConnectionOptions
{
    /// <summary>The environment variable that holds the token itself.</summary>
    public const string TokenVariable = "PBM_TOKEN";

    private static readonly string[] Names = ["--token-file", "--ca", "--certificate", "--key"];

    private readonly Dictionary<string, string> _given = [];

    /// <summary>File with the token that the node asks for; <c>--token-file</c> or <c>PBM_TOKEN_FILE</c>.</summary>
    public string? TokenFile => Value("--token-file");

    /// <summary>PEM file of the authorities of nodes' certificates, instead of those of this machine; <c>--ca</c> or <c>PBM_CA</c>.</summary>
    public string? Authorities => Value("--ca");

    /// <summary>PEM file of the own certificate; <c>--certificate</c> or <c>PBM_CERTIFICATE</c>.</summary>
    public string? Certificate => Value("--certificate");

    /// <summary>PEM file of its key, unless it is in the same file; <c>--key</c> or <c>PBM_KEY</c>.</summary>
    public string? Key => Value("--key");

    /// <summary>Whether a token file was named on the command line, which wins over a token in the environment.</summary>
    public bool NamesTokenFile => _given.ContainsKey("--token-file");

    /// <summary>Takes one option and its value from the front of the words, if one is there.</summary>
    /// <exception cref="UsageException">Its value is missing.</exception>
    public bool TryTake(List<string> words)
    {
        if (words is not [var name, ..] || !Names.Contains(name)) return false;
        if (words.Count < 2) throw new UsageException($"{name} needs the name of a file");
        _given[name] = words[1];
        words.RemoveRange(0, 2);
        return true;
    }

    private string? Value(string name)
    {
        if (_given.TryGetValue(name, out var value)) return value;
        var variable = Environment.GetEnvironmentVariable("PBM_" + name[2..].Replace('-', '_').ToUpperInvariant());
        return string.IsNullOrEmpty(variable) ? null : variable;
    }
}
