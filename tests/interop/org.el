;; Print what Org reads in the files that are named: a JSON object a heading, with its text as it is shown, the kinds of
;; the objects in it and the addresses of its links.
(require 'org)
(require 'org-element)
(require 'json)

(defun shown (object)
  "OBJECT as it is shown: a link is its address, code what it holds, an entity its sign."
  (if (stringp object)
      object
    (concat (pcase (org-element-type object)
              ('link (org-element-property :raw-link object))
              ((or 'verbatim 'code) (org-element-property :value object))
              ('entity (org-element-property :utf-8 object))
              (_ (string-trim-right (org-element-interpret-data object))))
            (make-string (or (org-element-property :post-blank object) 0) ?\s))))

(defun seen-of (element)
  "The text of ELEMENT as it is shown, what else than text is in it, and where its links lead."
  (list (cons 'text (string-trim (mapconcat 'shown (org-element-contents element) "")))
        (cons 'objects (vconcat (org-element-map (org-element-contents element) org-element-all-objects
                                  (lambda (object) (symbol-name (org-element-type object))))))
        (cons 'links (vconcat (org-element-map (org-element-contents element) 'link
                                (lambda (link) (org-element-property :raw-link link)))))))

(defun title-of (heading)
  "The same of the title of HEADING."
  (let ((title (apply 'org-element-create 'paragraph nil (org-element-property :title heading))))
    (seen-of title)))

(setq org-inhibit-startup t)
(dolist (file command-line-args-left)
  (with-temp-buffer
    (insert-file-contents file)
    (let ((org-mode-hook nil)) (org-mode))
    (org-element-map (org-element-parse-buffer) 'headline
      (lambda (heading)
        (princ
         (json-encode
          (list (cons 'id (org-element-property :ID heading))
                (cons 'level (org-element-property :level heading))
                (cons 'todo (org-element-property :todo-keyword heading))
                (cons 'comment (if (org-element-property :commentedp heading) t :json-false))
                (cons 'tags (vconcat (mapcar (lambda (tag) (format "%s" tag)) (org-element-property :tags heading))))
                (cons 'priority (org-element-property :priority heading))
                (cons 'title (title-of heading))
                (cons 'paragraphs
                      (vconcat
                       (org-element-map (assq 'section (org-element-contents heading))
                           '(paragraph plain-list table fixed-width keyword comment example-block horizontal-rule
                                       quote-block src-block footnote-definition latex-environment planning)
                         (lambda (element)
                           (if (eq (org-element-type element) 'paragraph)
                               (seen-of element)
                             (list (cons 'text "")
                                   (cons 'objects (vector (symbol-name (org-element-type element))))
                                   (cons 'links []))))
                         nil nil '(paragraph plain-list table)))))))
        (princ "\n")))))
