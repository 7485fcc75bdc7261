using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Findings;

/// <summary>Findings about a resource that show only beside others, after it has been read.</summary>
internal static class ResourceFindings
{
    /// <summary>A finding at a field of the resource; at the resource itself where it does not set the field.</summary>
    public static Finding At(this Resource resource, Severity severity, string code, string message, string? field = null)
    {
        var node = field is null ? null : resource.Spec.Find(field);
        return new Finding(
            severity,
            code,
            resource.Id.ToString(),
            message,
            resource.Position.File,
            node?.Line ?? resource.Position.Line,
            field is null ? null : $"spec.{field}");
    }
}
