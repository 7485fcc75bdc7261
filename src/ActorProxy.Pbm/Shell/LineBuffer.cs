namespace ActorProxy.Pbm.Shell;

/// <summary>A line being edited: text and cursor.</summary>
internal sealed class LineBuffer
{
    /// <summary>The text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The cursor's position, 0 to the text's length.</summary>
    public int Cursor { get; private set; }

    /// <summary>Puts other text in place, with the cursor at its end.</summary>
    public void Replace(string text) => (Text, Cursor) = (text, text.Length);

    /// <summary>Puts other text in place of what stands between a position and the cursor.</summary>
    public void ReplaceBack(int start, string text)
    {
        Text = Text[..start] + text + Text[Cursor..];
        Cursor = start + text.Length;
    }

    /// <summary>Inserts at the cursor.</summary>
    public void Insert(char c) => ReplaceBack(Cursor, c.ToString());

    /// <summary>Removes the character before the cursor.</summary>
    public void Backspace() => ReplaceBack(Math.Max(0, Cursor - 1), "");

    /// <summary>Removes the character at the cursor.</summary>
    public void Delete()
    {
        if (Cursor < Text.Length)
            Text = Text.Remove(Cursor, 1);
    }

    /// <summary>Removes the word before the cursor.</summary>
    public void BackspaceWord() => ReplaceBack(WordStart(), "");

    /// <summary>Removes everything before the cursor.</summary>
    public void RemoveToStart() => ReplaceBack(0, "");

    /// <summary>Removes everything after the cursor.</summary>
    public void RemoveToEnd() => Text = Text[..Cursor];

    /// <summary>Moves the cursor, at most to the ends.</summary>
    public void Move(int by) => Cursor = Math.Clamp(Cursor + by, 0, Text.Length);

    /// <summary>Moves to the start of the line.</summary>
    public void MoveToStart() => Cursor = 0;

    /// <summary>Moves to the end of the line.</summary>
    public void MoveToEnd() => Cursor = Text.Length;

    /// <summary>Moves to the start of the word before the cursor.</summary>
    public void MoveWordLeft() => Cursor = WordStart();

    /// <summary>Moves behind the word after the cursor.</summary>
    public void MoveWordRight()
    {
        while (Cursor < Text.Length && Text[Cursor] == ' ')
            Cursor++;
        while (Cursor < Text.Length && Text[Cursor] != ' ')
            Cursor++;
    }

    private int WordStart()
    {
        var start = Cursor;
        while (start > 0 && Text[start - 1] == ' ')
            start--;
        while (start > 0 && Text[start - 1] != ' ')
            start--;
        return start;
    }
}
