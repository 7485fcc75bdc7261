namespace ActorProxy.Mappings.Findings;

/// <summary>The stable codes of all findings.</summary>
public static class FindingCodes
{
    /// <summary>A path given to the node does not exist.</summary>
    public const string MissingPath = "missing-path";

    /// <summary>A file exists and cannot be read.</summary>
    public const string UnreadableFile = "unreadable-file";

    /// <summary>A document is not YAML, or breaks a limit on size or depth.</summary>
    public const string InvalidYaml = "invalid-yaml";

    /// <summary>One file has more findings than are worth keeping.</summary>
    public const string TooManyFindings = "too-many-findings";

    /// <summary>A document is not a resource: no kind, or no name.</summary>
    public const string NotAResource = "not-a-resource";

    /// <summary>A resource of a kind that is not read here.</summary>
    public const string IgnoredKind = "ignored-kind";

    /// <summary>A known kind in a version that is not read here.</summary>
    public const string UnsupportedVersion = "unsupported-version";

    /// <summary>A Mapping for another <c>ambassador_id</c>.</summary>
    public const string OtherAmbassadorId = "other-ambassador-id";

    /// <summary>What was in force before stays, because the new version cannot be used.</summary>
    public const string PreviousKept = "previous-kept";

    /// <summary>Two resources of one kind with one name.</summary>
    public const string DuplicateName = "duplicate-name";

    /// <summary>A key stands twice in one map.</summary>
    public const string DuplicateKey = "duplicate-key";

    /// <summary>A field that does not exist.</summary>
    public const string UnknownField = "unknown-field";

    /// <summary>A required field is missing.</summary>
    public const string MissingField = "missing-field";

    /// <summary>A field's value is of the wrong type.</summary>
    public const string WrongType = "wrong-type";

    /// <summary>A field's value is of the right type and not allowed.</summary>
    public const string InvalidValue = "invalid-value";

    /// <summary>A <c>service</c> that cannot be understood.</summary>
    public const string InvalidService = "invalid-service";

    /// <summary>A regular expression that cannot be compiled, or would need backtracking.</summary>
    public const string InvalidRegex = "invalid-regex";

    /// <summary>A weight outside its range.</summary>
    public const string WeightOutOfRange = "weight-out-of-range";

    /// <summary>A v3alpha1 Mapping without <c>hostname</c>: it matches nothing.</summary>
    public const string NoHostname = "no-hostname";

    /// <summary>A second shadow for one group, not marked as additional.</summary>
    public const string SecondShadow = "second-shadow";

    /// <summary>A shadow whose group has no production Mapping.</summary>
    public const string ShadowWithoutProduction = "shadow-without-production";

    /// <summary>A production Mapping that contradicts the first one of its group.</summary>
    public const string MismatchedGroup = "mismatched-group";

    /// <summary>Canary weights that add up to more than 100.</summary>
    public const string WeightSumAbove100 = "weight-sum-above-100";

    /// <summary>A ShadowPolicy that names no Mapping, or a production one.</summary>
    public const string PolicyTarget = "policy-target";

    /// <summary>A second ShadowPolicy for one Mapping.</summary>
    public const string SecondPolicy = "second-policy";

    /// <summary>A services file that cannot be read, or an entry of it.</summary>
    public const string InvalidServicesFile = "invalid-services-file";

    /// <summary>A field that is accepted and has no effect here.</summary>
    public const string NoEffect = "no-effect";

    /// <summary>A field that Ambassador does not support either.</summary>
    public const string NotSupported = "not-supported";

    /// <summary>A Mapping that is a shadow and a redirect.</summary>
    public const string ShadowRedirect = "shadow-redirect";

    /// <summary>A shadow on a group that redirects: there is nothing to copy.</summary>
    public const string ShadowOnRedirect = "shadow-on-redirect";

    /// <summary>Redirect settings that exclude each other, or a redirect among Mappings that are none.</summary>
    public const string RedirectConflict = "redirect-conflict";

    /// <summary>A <c>tls</c> that names a TLSContext which does not exist.</summary>
    public const string UnknownTlsContext = "unknown-tls-context";

    /// <summary>Canary weights that add up to less than 100, with nobody to take the rest.</summary>
    public const string WeightSumBelow100 = "weight-sum-below-100";

    /// <summary>A production Mapping that gets no requests because the weights of the others take all.</summary>
    public const string NoShare = "no-share";

    /// <summary>A production Mapping without a weight that looks like a shadow.</summary>
    public const string HiddenCanary = "hidden-canary";

    /// <summary>A field of the whole group that its Mappings set differently.</summary>
    public const string GroupDisagreement = "group-disagreement";

    /// <summary>A field on a shadow Mapping that does nothing there.</summary>
    public const string ShadowFieldNoEffect = "shadow-field-no-effect";

    /// <summary>A shadow with production's own service.</summary>
    public const string ShadowIsProduction = "shadow-is-production";

    /// <summary>A <c>prefix_regex</c> with the default rewrite, which turns every path into a slash.</summary>
    public const string RegexDefaultRewrite = "regex-default-rewrite";

    /// <summary>A rewrite that makes paths begin with two slashes.</summary>
    public const string DoubleSlash = "double-slash";

    /// <summary>TLS to a service whose certificate is not verified.</summary>
    public const string UnverifiedTls = "unverified-tls";

    /// <summary>A Mapping whose requests all go to one that is asked earlier.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>A service that neither the services file nor DNS knows.</summary>
    public const string UnknownService = "unknown-service";

    /// <summary>A service without endpoints.</summary>
    public const string NoEndpoints = "no-endpoints";

    /// <summary>A service that is one of the cluster's own listeners.</summary>
    public const string OwnListener = "own-listener";

    /// <summary>The Kubernetes API cannot be read.</summary>
    public const string KubernetesUnreadable = "kubernetes-unreadable";

    /// <summary>The Kubernetes API has no such kind of resources.</summary>
    public const string KubernetesKindMissing = "kubernetes-kind-missing";
}
