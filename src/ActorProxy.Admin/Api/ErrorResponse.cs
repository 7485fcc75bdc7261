namespace ActorProxy.Admin.Api;

/// <summary>Body of every answer with a status of 400 or above.</summary>
/// <param name="Error">A sentence that says what is wrong and, where possible, what to do.</param>
public sealed record ErrorResponse(string Error);
