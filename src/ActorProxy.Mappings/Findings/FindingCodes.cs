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
}
