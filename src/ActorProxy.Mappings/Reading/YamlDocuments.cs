namespace ActorProxy.Mappings.Reading;

/// <summary>One document of a file, as text.</summary>
/// <param name="Text">The text, from its <c>---</c> line if it has one, or from the directives before that.</param>
/// <param name="LineOffset">Lines of the file before it.</param>
internal readonly record struct YamlText(string Text, int LineOffset);

/// <summary>
/// Cuts a file into documents at its <c>---</c> lines before anything is parsed, as <c>kubectl</c> does, so that a broken document
/// spoils itself alone.
/// </summary>
internal static class YamlDocuments
{
    /// <summary>The documents of a file, empty ones left out.</summary>
    public static IEnumerable<YamlText> Split(string file)
    {
        var position = file.StartsWith('\uFEFF') ? 1 : 0;
        var (start, startLine, line) = (position, 0, 0);
        while (position < file.Length)
        {
            var end = file.IndexOf('\n', position);
            var next = end < 0 ? file.Length : end + 1;
            if (position > start && IsSeparator(file.AsSpan(position, next - position)))
            {
                if (HasContent(file.AsSpan(start, position - start)))
                    yield return new(file[start..position], startLine);
                if (!IsPreamble(file.AsSpan(start, position - start)))
                    (start, startLine) = (position, line);
            }

            position = next;
            line++;
        }

        if (HasContent(file.AsSpan(start)))
            yield return new(file[start..], startLine);
    }

    private static bool IsSeparator(ReadOnlySpan<char> line) =>
        line.StartsWith("---") && (line.Length == 3 || line[3] is ' ' or '\t' or '\r' or '\n');

    /// <summary>Whether these lines are directives, which belong to the document that follows.</summary>
    private static bool IsPreamble(ReadOnlySpan<char> text)
    {
        var hasDirective = false;
        foreach (var line in text.EnumerateLines())
        {
            if (IsSeparator(line) || (line.Trim() is { IsEmpty: false } content && content[0] is not ('#' or '%')))
                return false;
            hasDirective |= line.StartsWith('%');
        }

        return hasDirective;
    }

    private static bool HasContent(ReadOnlySpan<char> text)
    {
        foreach (var line in text.EnumerateLines())
        {
            var content = (IsSeparator(line) ? line[3..] : line).Trim();
            if (content.Length > 0 && content[0] is not ('#' or '%') && !content.SequenceEqual("..."))
                return true;
        }

        return false;
    }
}
