namespace ActorProxy.Mappings.Findings;

/// <summary>Collects findings about one file, or one resource in it.</summary>
internal sealed class FindingLog(string? file, string resource)
{
    private readonly List<Finding> _findings = [];

    /// <summary>What was said so far.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Whether a finding means that the resource cannot be used at all.</summary>
    public bool IsRejected { get; private set; }

    public void Notice(string code, string message, int? line = null, string? field = null) =>
        Add(Severity.Notice, code, message, line, field);

    public void Warning(string code, string message, int? line = null, string? field = null) =>
        Add(Severity.Warning, code, message, line, field);

    /// <summary>An error that spoils a part, not the resource.</summary>
    public void Error(string code, string message, int? line = null, string? field = null) =>
        Add(Severity.Error, code, message, line, field);

    /// <summary>An error that makes the whole resource unusable.</summary>
    public void Reject(string code, string message, int? line = null, string? field = null)
    {
        IsRejected = true;
        Error(code, message, line, field);
    }

    private void Add(Severity severity, string code, string message, int? line, string? field) =>
        _findings.Add(new Finding(severity, code, resource, message, file, line, field));
}
