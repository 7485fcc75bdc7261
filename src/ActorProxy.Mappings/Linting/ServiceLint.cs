using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Grouping;
using ActorProxy.Mappings.Resources;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Linting;

/// <summary>A place in a resource where a service is named.</summary>
internal sealed record ServiceReference(Resource Resource, string Field, ServiceTarget Service);

/// <summary>Checks the services that resources name against what is known of them.</summary>
public static class ServiceLint
{
    /// <summary>Services that nobody knows, services without endpoints, and services that are this cluster itself.</summary>
    /// <param name="table">A table from a <see cref="Loading.MappingLoader"/>.</param>
    /// <param name="facts">What is known.</param>
    public static IReadOnlyList<Finding> Check(RouteTable table, LintFacts facts)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(facts);
        var own = facts.OwnListeners.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var endpoints = table.ServiceReferences.Select(reference => reference.Service).Distinct()
            .ToDictionary(service => service, facts.EndpointsOf);
        return [.. table.ServiceReferences.Select(reference => Check(reference, endpoints[reference.Service], own)).OfType<Finding>()];
    }

    private static Finding? Check(ServiceReference reference, IReadOnlyList<string>? endpoints, HashSet<string> own)
    {
        var service = reference.Service;
        if (endpoints is null)
        {
            return reference.Resource.At(
                Severity.Warning,
                FindingCodes.UnknownService,
                $"the service {service.Host} is not known: neither the services file nor DNS has it",
                reference.Field);
        }

        if (endpoints.Count == 0)
            return reference.Resource.At(
                Severity.Warning,
                FindingCodes.NoEndpoints,
                $"the service {service.Host} is known and has no endpoints",
                reference.Field);

        return endpoints.FirstOrDefault(own.Contains) is { } endpoint
            ? reference.Resource.At(
                Severity.Error,
                FindingCodes.OwnListener,
                $"the service {service.Host} is this cluster itself ({endpoint}): requests would run in circles",
                reference.Field)
            : null;
    }
}
